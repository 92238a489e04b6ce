import type { CommandName } from '../shared/contract/commands.ts';
import type { TenantId } from '../shared/contract/ids.ts';
import { type Auth, openAuth } from './auth/auth.ts';
import { checkKey } from './check-key.ts';
import { databaseClock, type DatabaseClock } from './clock.ts';
import type { Config } from './config.ts';
import { mustWorkAs } from './db/as-role.ts';
import { migrate } from './db/migrate.ts';
import { MIGRATIONS } from './db/migrations/index.ts';
import { type Notices, openNotices } from './db/notices.ts';
import { openKysely, openPool } from './db/pools.ts';
import { openStore } from './db/tenant-transaction.ts';
import { api } from './http/api/plugin.ts';
import { openDoor } from './http/door.ts';
import { contactFiles } from './http/contacts.ts';
import { health } from './http/health.ts';
import { openHttp } from './http/http.ts';
import { media } from './http/media.ts';
import { mediaOut } from './http/media-out.ts';
import { mediaUpload } from './http/media-upload.ts';
import { invitationPage } from './http/invitation.ts';
import { metricsRoute } from './http/metrics.ts';
import { operator } from './http/operator.ts';
import { signIn } from './http/sign-in.ts';
import { singleSignOnRoutes } from './http/single-sign-on.ts';
import { webhooks } from './http/webhooks/plugin.ts';
import { openJobs } from './jobs/open-jobs.ts';
import { THIS_MACHINE, trustedProxies } from './limits/address.ts';
import { keyLimits } from './limits/key-limits.ts';
import { createLimits } from './limits/limits.ts';
import type { Log } from './log.ts';
import { openMetrics } from './metrics.ts';
import type { OperatorKey } from './operator-key.ts';
import type { Parts } from './parts.ts';
import type { Provider } from './providers/provider.ts';
import { createTwilioProvider } from './providers/twilio/twilio-provider.ts';
import type { SecretKey } from './secret-key.ts';
import { allTenants, type WebhookAddress, webhookAddresses } from './services/accounts/accounts.ts';
import { openVault } from './services/accounts/vault.ts';
import { apiKeyCommands } from './services/api-keys/commands.ts';
import { type KeyRing, openKeyRing } from './services/api-keys/key-ring.ts';
import { automationCommands } from './services/automations/commands.ts';
import { createAutomations } from './services/automations/index.ts';
import { createBackfill } from './services/backfill/index.ts';
import { createBooks } from './services/billing/books/index.ts';
import { billingCommands } from './services/billing/commands.ts';
import { createSettling } from './services/billing/settling.ts';
import { cannedReplyCommands } from './services/canned-replies/commands.ts';
import type { CommandHandlers } from './services/commands/handler.ts';
import { commandRunner } from './services/commands/run-command.ts';
import { contactCommands } from './services/contacts/commands.ts';
import { endpointCommands } from './services/events-out/commands.ts';
import { createEventsOut } from './services/events-out/index.ts';
import { createContactImports } from './services/contacts/import/index.ts';
import { conversationCommands } from './services/conversations/commands.ts';
import { createSnoozing } from './services/conversations/snoozing.ts';
import { dropUnbound } from './services/media/drop-unbound.ts';
import { mediaLinks } from './services/media/links.ts';
import { mailer, type MailSettings } from './services/mail/mailer.ts';
import { peopleCommands } from './services/people/commands.ts';
import { orderCommands } from './services/orders/commands.ts';
import { allReads } from './services/reads/all-reads.ts';
import { readAnswerer } from './services/reads/answer-read.ts';
import { restHandlers } from './services/rest/rest-handlers.ts';
import { erasureCommands } from './services/erasure/commands.ts';
import { createErasures } from './services/erasure/index.ts';
import { certificateSeal } from './services/erasure/certificate.ts';
import { createRetention } from './services/retention/index.ts';
import { retentionCommands } from './services/retention/commands.ts';
import { routeRunner } from './services/rest/run-route.ts';
import { sendTogether } from './services/rest/send-together.ts';
import { seedDatabase } from './services/seed/seed-database.ts';
import { senderCommands } from './services/senders/commands.ts';
import { scheduledCommands } from './services/scheduled/commands.ts';
import { createScheduling } from './services/scheduled/index.ts';
import { createSending } from './services/sending/index.ts';
import { prune } from './services/sync/prune.ts';
import { noteCommands } from './services/notes/commands.ts';
import { tagCommands } from './services/tags/commands.ts';
import { teamCommands } from './services/teams/commands.ts';
import { templateCommands } from './services/templates/commands.ts';
import { createSubmission } from './services/templates/submission/index.ts';
import { syncTemplates } from './services/templates/sync-templates.ts';
import { createCalls } from './sockets/calls.ts';
import { createHints } from './sockets/hints.ts';
import { createPresence } from './sockets/presence/presence.ts';
import { openSockets, type Sockets } from './sockets/sockets.ts';
import { createUnderWay } from './under-way.ts';

const APP_CONNECTIONS = 12;
const AUTH_CONNECTIONS = 4;
const CHECK_SESSIONS_MS = 60_000;
const MEASURE_CLOCK_MS = 10 * 60_000;
const SYNC_TEMPLATES_MS = 60_000;
const DROP_UNBOUND_MS = 60 * 60_000;
/** Tried so often; done once a day, by one relay. */
const PRUNE_MS = 60 * 60_000;
const PATIENCE_MS = 10_000;
/** How long is waited, at the end, for what is under way. */
const GRACE_MS = 5000;

export interface RelayOptions extends Pick<
  Config,
  'host' | 'port' | 'publicUrl' | 'twilioBaseUrl' | 'metricsOpen' | 'seed'
> {
  /** Of the database; holds the password. */
  readonly databaseUrl: string;
  readonly secretKey: SecretKey;
  readonly log: Log;
  /** How often the provider's list of messages is read; undefined: never. */
  readonly backfillMinutes?: number;
  /** In place of Twilio. */
  readonly provider?: Provider;
  /** Of whoever runs the relay; null: nobody works outside of the tenants. */
  readonly operatorKey?: OperatorKey | null;
  /** The company's own provider; undefined: people have passwords alone. */
  readonly singleSignOn?: Config['singleSignOn'];
  /** By which mail server invitations go out; undefined: none. */
  readonly mail?: MailSettings | undefined;
  /** Whether events may be delivered into private networks; by default they may not. */
  readonly webhooksPrivate?: boolean;
  /** Whether this relay delivers events; by default it does. */
  readonly deliversEvents?: boolean;
  /** The proxies whose `X-Forwarded-For` is believed: by default those of this machine. */
  readonly trustedProxies?: Config['trustedProxies'];
  /** How long headers, a small body or a handshake may take, in ms; 10 s by default. */
  readonly patience?: number;
}

/** A relay that is built and holds its port, and answers nobody before `listen`. */
export interface Relay {
  /** `http://host:port`. */
  readonly url: string;
  readonly parts: Parts;
  readonly auth: Auth;
  /** The clock of `parts`; tests advance it. */
  readonly clock: DatabaseClock;
  readonly tenants: () => Promise<number>;
  /** What is to be entered at the provider, per account. */
  readonly webhooks: () => Promise<readonly WebhookAddress[]>;
  /** Looks whether the sessions of the connected desktops are still live; done every minute. */
  readonly checkSessions: () => Promise<void>;
  /** Answers from now on. */
  readonly listen: () => Promise<void>;
  /** Lets nobody in, finishes what is under way, and lets go of everything. */
  readonly close: () => Promise<void>;
}

/**
 * Builds a relay: the database brought to its newest structure, and every part made and put
 * together.
 *
 * @throws {SetupError} for a port in use, a database that cannot be migrated, or a wrong key
 */
export async function buildRelay(options: RelayOptions): Promise<Relay> {
  const { databaseUrl, log, secretKey, patience = PATIENCE_MS, operatorKey = null } = options;
  const isTrusted = trustedProxies(options.trustedProxies ?? THIS_MACHINE);
  const undo: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (let last = undo.pop(); last !== undefined; last = undo.pop()) {
      // What cannot be ended in order, as with a lost database, must not keep the rest.
      await last().catch((error: unknown) => log.warn({ event: 'close_failed', err: error }));
    }
  };
  try {
    const door = await openDoor(options.host, options.port, patience);
    undo.push(door.close);
    await migrate(databaseUrl, MIGRATIONS);
    const pool = openPool(databaseUrl, 'app', APP_CONNECTIONS);
    const kysely = openKysely(pool);
    undo.push(() => kysely.destroy());
    const authPool = openPool(databaseUrl, 'auth', AUTH_CONNECTIONS);
    undo.push(() => authPool.end());
    await mustWorkAs(pool, 'app');
    await mustWorkAs(authPool, 'auth');

    const clock = await databaseClock(pool);
    // Made last, as it needs all the others; hints that come before it are told by its welcome.
    let sockets: Sockets | null = null;
    const hints = createHints((tenantId, head) => sockets?.tell(tenantId, head));
    undo.push(() => Promise.resolve(hints.close()));
    let others: Notices | null = null;
    let keyRing: KeyRing | null = null;
    const checkEpoch = (): void => {
      sockets?.checkEpoch().catch((error: unknown) => {
        log.error({ event: 'checking_epoch_failed', err: error });
      });
    };
    const presence = createPresence({
      tell: (tenantId, changed, news) => sockets?.tellPresence(tenantId, changed, news),
      notify: (notice) => others?.tell(notice),
    });
    const notices = await openNotices(databaseUrl, log, {
      heard: (notice, from) => {
        if (notice.kind === 'changed') hints.note(notice.tenantId, notice.head);
        else if (notice.kind === 'session_ended') sockets?.endSession(notice.sessionId);
        else if (notice.kind === 'api_keys_changed') keyRing?.forget(notice.tenantId);
        else if (notice.kind === 'epoch_changed') checkEpoch();
        else if (notice.kind === 'orders_changed')
          sockets?.tellOrders(notice.tenantId, notice.contactId);
        else presence.heard(notice, from);
      },
      missed: () => {
        keyRing?.forget(null);
        presence.lookAgain();
        checkEpoch();
        sockets?.lookAgain().catch((error: unknown) => {
          log.error({ event: 'looking_again_failed', err: error });
        });
      },
    });
    others = notices;
    undo.push(notices.close, () => Promise.resolve(presence.close()));

    const publicUrl = options.publicUrl ?? door.url;
    const unsettled = new Set<TenantId>();
    const parts: Parts = {
      store: openStore(kysely, (tenantId, head) => {
        hints.note(tenantId, head);
        unsettled.add(tenantId);
        notices.tell({ kind: 'changed', tenantId, head });
      }),
      clock,
      provider: options.provider ?? createTwilioProvider({ baseUrl: options.twilioBaseUrl }),
      vault: openVault(secretKey.derive('casement vault')),
      links: mediaLinks(secretKey.derive('casement media links'), publicUrl),
      log,
      metrics: openMetrics(),
      publicUrl,
    };
    const keys = openKeyRing(parts);
    keyRing = keys;
    const auth = await openAuth({
      pool: authPool,
      publicUrl,
      secret: secretKey.derive('casement sign-in'),
      log,
      sessionEnded: (sessionId) => {
        sockets?.endSession(sessionId);
        notices.tell({ kind: 'session_ended', sessionId });
      },
      company: options.singleSignOn && { ...options.singleSignOn, publicUrl },
    });
    await checkKey(parts);
    await seedDatabase({ parts, auth, pool, seed: options.seed });

    const jobs = await openJobs(databaseUrl, log);
    undo.push(jobs.stop);
    const sending = createSending(parts, { jobs });
    undo.push(sending.stop);
    const contactImports = createContactImports(parts, jobs);
    undo.push(contactImports.stop);
    const snoozing = createSnoozing(parts);
    undo.push(snoozing.stop);
    const retention = createRetention(parts);
    undo.push(retention.stop);
    const seal = certificateSeal(secretKey.derive('casement erasure certificates'));
    const erasures = createErasures(parts, seal);
    undo.push(erasures.stop);
    const submission = createSubmission(parts);
    undo.push(submission.stop);
    const scheduling = createScheduling(parts, sending.wake);
    undo.push(scheduling.stop);
    const automations = createAutomations(parts, sending.wake);
    undo.push(automations.stop);
    const eventsOut = createEventsOut(parts, options.webhooksPrivate ?? false);
    undo.push(eventsOut.stop);
    const settling = createSettling(parts, unsettled);
    undo.push(settling.stop);
    const books = createBooks(parts, sending);
    undo.push(books.stop);
    const backfill =
      options.backfillMinutes === undefined
        ? null
        : createBackfill(parts, sending, options.backfillMinutes * 60_000);
    if (backfill !== null) undo.push(backfill.stop);
    const limits = createLimits(parts.metrics.turnedAway);
    const underWay = createUnderWay();
    const http = await openHttp(door, { log, isTrusted, limits, underWay, patience }, [
      health({
        database: () => pool.query('SELECT 1').then(() => true),
        jobs: () => jobs.boss.isInstalled(),
      }),
      metricsRoute(parts.metrics, options.metricsOpen),
      signIn(auth, parts),
      singleSignOnRoutes(auth),
      invitationPage(parts, auth),
      ...(operatorKey === null
        ? []
        : [operator(parts, operatorKey, (tenantId) => sockets?.dropTenant(tenantId))]),
      media(parts, auth),
      mediaUpload(parts, auth),
      mediaOut(parts),
      contactFiles(parts, auth),
      webhooks(parts, sending),
      api({
        keys,
        count: keyLimits(),
        run: routeRunner(parts, restHandlers(sending.wake), sendTogether(parts, sending.wake)),
        log,
        publicUrl,
      }),
    ]);
    // What was asked for needs the database to its end, also where nobody waits for it any more.
    undo.push(() => underWay.ended(GRACE_MS), http.close, door.close);
    const runCommand = commandRunner(parts, {
      ...conversationCommands,
      ...sending.commands,
      ...tagCommands,
      ...noteCommands,
      ...templateCommands(submission.wake),
      ...cannedReplyCommands,
      ...billingCommands,
      ...automationCommands,
      ...senderCommands,
      ...orderCommands,
      ...endpointCommands({
        vault: parts.vault,
        allowsPrivate: options.webhooksPrivate ?? false,
        queued: eventsOut.wake,
      }),
      ...scheduledCommands(scheduling.wake),
      ...apiKeyCommands((tenantId) => {
        keys.forget(tenantId);
        notices.tell({ kind: 'api_keys_changed', tenantId });
      }),
      ...contactCommands,
      ...contactImports.commands,
      ...retentionCommands(retention.wake),
      ...erasureCommands(erasures.wake),
      ...teamCommands,
      ...peopleCommands({
        parts,
        auth,
        sendMail: options.mail === undefined ? null : mailer(options.mail),
      }),
    } satisfies CommandHandlers<CommandName>);
    const answerRead = readAnswerer(parts, allReads(auth, seal));
    const desktops = await openSockets(door.server, {
      parts,
      auth,
      answer: createCalls(parts, runCommand, answerRead, presence),
      hints,
      presence,
      limits,
      isTrusted,
      patience,
      isOpen: door.isOpen,
    });
    sockets = desktops;
    undo.push(() => Promise.resolve(desktops.close()));
    const quietly = (event: string, work: () => Promise<unknown>): void => {
      work().catch((error: unknown) => log.error({ event: `${event}_failed`, err: error }));
    };
    const timers = [
      setInterval(() => quietly('check_sessions', desktops.checkSessions), CHECK_SESSIONS_MS),
      setInterval(checkEpoch, CHECK_SESSIONS_MS),
      setInterval(() => quietly('prune', () => prune(parts)), PRUNE_MS),
      setInterval(() => quietly('measure_clock', clock.measure), MEASURE_CLOCK_MS),
      setInterval(() => quietly('sync_templates', () => syncTemplates(parts)), SYNC_TEMPLATES_MS),
      setInterval(() => quietly('drop_unbound', () => dropUnbound(parts)), DROP_UNBOUND_MS),
    ];
    undo.push(() => Promise.resolve(timers.forEach(clearInterval)));

    return {
      url: door.url,
      parts,
      auth,
      clock,
      tenants: async () => (await allTenants(parts)).length,
      webhooks: () => webhookAddresses(parts),
      checkSessions: desktops.checkSessions,
      listen: async () => {
        await sending.start();
        await contactImports.start();
        snoozing.start();
        retention.start();
        erasures.start();
        submission.start();
        automations.start();
        if (options.deliversEvents !== false) eventsOut.start();
        scheduling.start();
        books.start();
        presence.lookAgain();
        http.open();
        // What a template costs is known by its category.
        quietly('sync_templates', () => syncTemplates(parts).finally(settling.start));
        if (backfill !== null) quietly('backfill', backfill.start);
        quietly('prune', () => prune(parts));
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
