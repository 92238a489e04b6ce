import type { Session } from '../../../shared/contract/bridge.ts';
import { type Refusal, refuse } from '../../../shared/contract/errors.ts';
import type { ContactId, MediaId } from '../../../shared/contract/ids.ts';
import type { MessageRecord, NoteRecord } from '../../../shared/contract/records.ts';
import type { PresenceNews, Welcome } from '../../../shared/contract/relay.ts';
import type { Cache } from '../../cache/cache.ts';
import { sameIdentity } from '../../cache/identity.ts';
import type { StoredCommand } from '../../cache/repos/outbox.ts';
import { type Log, detailOf } from '../../log.ts';
import type { Clock } from '../../clock.ts';
import { reviewOutbox } from '../../sync/review-outbox.ts';
import { type OutboxSender, createOutboxSender } from '../../sync/outbox-sender.ts';
import type { FinalRefusal, RelayClient } from '../../sync/relay-client.ts';
import type { RelayClock } from '../../sync/relay-clock.ts';
import type { Status } from '../../sync/status.ts';
import { type Sync, createSync } from '../../sync/sync.ts';
import type { Topics } from '../../sync/topics.ts';
import { createUploads } from '../attachments/uploads.ts';
import { recallClockOffset, rememberClockOffset } from './clock-memory.ts';

/** Someone's open cache and the connection that keeps it in step. */
export interface Workspace {
  readonly cache: Cache;
  readonly client: RelayClient;
  readonly sync: Sync;
  readonly outbox: OutboxSender;
  readonly token: string;
  /** Who works here, as the relay said it last. */
  readonly session: () => Session;
  /** The connection stands already: this was the relay's first word, and what it told since. */
  readonly welcomed: (welcome: Welcome, present: readonly PresenceNews[]) => void;
  /** The machine woke up: the clock may be off and the connection dead without knowing it. */
  readonly resumed: () => void;
  /**
   * Whether what is here is what the relay has, or, without a connection, all that can be had:
   * not while the core connects or fetches what it missed.
   */
  readonly isInStep: () => boolean;
  /** Something was put into the outbox. */
  readonly commandPut: () => void;
  readonly close: () => void;
}

export interface WorkspaceOptions {
  readonly cache: Cache;
  readonly client: RelayClient;
  readonly token: string;
  readonly session: Session;
  readonly clock: Clock;
  readonly relayClock: RelayClock;
  readonly status: Status;
  readonly topics: Topics;
  readonly log: Log;
  /** ms before something that failed is tried again. */
  readonly pause: number;
  /** How often replies are looked at whose window may have closed, ms. */
  readonly look: number;
  readonly clockMeasured: () => void;
  readonly sessionChanged: (session: Session) => void;
  /** The relay does not let this session in any more; `wipe`: nothing is to stay here. */
  readonly ended: (wipe: boolean) => void;
  readonly arrived: (messages: readonly MessageRecord[]) => void;
  readonly noted: (notes: readonly NoteRecord[]) => void;
  readonly refused: (command: StoredCommand, refusal: Refusal) => void;
  /** So many bytes of a file have gone to the relay. */
  readonly uploaded: (id: MediaId, sent: number, size: number) => void;
  /** The connection as presence sees it: it stands, the relay tells, it is gone. */
  readonly presence: {
    readonly connected: () => void;
    readonly heard: (news: PresenceNews) => void;
    readonly lost: () => void;
  };
  /** The relay has other orders of this contact. */
  readonly ordersChanged: (contactId: ContactId) => void;
  readonly failed: (error: unknown) => void;
}

/** So far off, ms, the relay's clock must be measured before anything is handed over by it. */
const MISLEADING = 2_000;
/** A connection that does not answer within this time after waking up is dead, ms. */
const WAKE_PATIENCE = 3_000;

/** Opens the workspace; the connection is opened by the caller. */
export function createWorkspace(options: WorkspaceOptions): Workspace {
  const { cache, client, relayClock, status, topics, log, pause } = options;
  let { session } = options;
  let closed = false;

  const counted = (): void => {
    status.set({ waiting: cache.outbox.waiting() });
  };
  const sync = createSync({
    cache,
    client,
    topics,
    log,
    pause,
    progressed: (loading) => {
      status.set({ loading });
    },
    arrived: options.arrived,
    noted: options.noted,
    failed: options.failed,
  });
  const uploads = createUploads({
    cache,
    clock: options.clock,
    log,
    target: () => ({ relayUrl: session.relayUrl, token: options.token }),
    isOnline: client.isOnline,
    pause,
    progressed: options.uploaded,
    arrived: () => {
      outbox.kick();
    },
    refused: (command, refusal) => {
      outbox.refuse(command, refusal);
    },
    failed: options.failed,
  });
  const outbox: OutboxSender = createOutboxSender({
    cache,
    client,
    relayClock,
    topics,
    log,
    uploads,
    pause,
    counted,
    accepted: sync.requestPull,
    refused: options.refused,
    failed: options.failed,
  });

  const askTime = async (timeout?: number): Promise<number> =>
    (await client.ask('time', {}, timeout)).serverTime;

  async function measureClock(): Promise<void> {
    if (!(await relayClock.measure(() => askTime())) || closed) return;
    rememberClockOffset(cache, relayClock.state().offset);
    options.clockMeasured();
  }

  function run(task: () => Promise<void>): void {
    void task().catch((error: unknown) => {
      log({ level: 'warn', event: 'workspace.failed', detail: detailOf(error) });
    });
  }

  /** What the socket or a timer calls: an error of the cache must not end the whole core. */
  function guarded<A extends readonly unknown[]>(work: (...given: A) => void) {
    return (...given: A): void => {
      try {
        work(...given);
      } catch (error) {
        log({ level: 'error', event: 'workspace.failed', detail: detailOf(error) });
        options.failed(error);
      }
    };
  }

  function keepSession(welcome: Welcome): void {
    const { person, tenant } = welcome;
    const next: Session = { relayUrl: session.relayUrl, person, tenant };
    const changed = JSON.stringify(next) !== JSON.stringify(session);
    session = next;
    if (changed) options.sessionChanged(session);
  }

  function welcomed(welcome: Welcome): void {
    const { relayUrl } = cache.identity;
    const { person, tenant } = welcome;
    if (!sameIdentity(cache.identity, { relayUrl, tenantId: tenant.id, personId: person.id })) {
      log({ level: 'error', event: 'workspace.another_person' });
      options.ended(false);
      return;
    }
    keepSession(welcome);
    status.set({ state: 'online', loading: sync.loading() });
    sync.connected(welcome);
    const isMisleading = Math.abs(welcome.serverTime - relayClock.now()) > MISLEADING;
    if (!isMisleading) outbox.kick();
    options.presence.connected();
    run(async () => {
      await measureClock();
      if (isMisleading && !closed) outbox.kick();
    });
  }

  function refused(code: FinalRefusal): void {
    if (code === 'wiped') options.ended(true);
    else if (code === 'not_signed_in' || code === 'second_step_required') options.ended(false);
    else status.set({ state: code });
  }

  client.listen({
    welcomed: guarded(welcomed),
    changed: guarded(sync.hinted),
    presence: options.presence.heard,
    orders: options.ordersChanged,
    lost: () => {
      status.set({ state: 'offline' });
      options.presence.lost();
    },
    refused,
  });
  const expire = guarded(() => {
    if (status.get().waiting > 0) outbox.expire();
    uploads.sweep();
  });
  const expiry = setInterval(expire, options.look);
  expiry.unref();

  for (const command of reviewOutbox(cache)) options.refused(command, refuse('invalid_input'));
  const offset = recallClockOffset(cache);
  if (offset !== null && !relayClock.state().known) relayClock.recall(offset);
  status.set({ waiting: cache.outbox.waiting(), loading: sync.loading() });

  return {
    cache,
    client,
    sync,
    outbox,
    token: options.token,
    session: () => session,
    welcomed: (welcome, present) => {
      welcomed(welcome);
      for (const news of present) options.presence.heard(news);
    },
    resumed: () => {
      if (!client.isOnline()) {
        client.reconnect();
        return;
      }
      run(async () => {
        try {
          await askTime(WAKE_PATIENCE);
        } catch {
          client.reconnect();
          return;
        }
        await measureClock();
      });
    },
    isInStep: () => {
      if (client.isOnline()) return sync.isInStep();
      const { state } = status.get();
      return state !== 'connecting' && state !== 'signed_out';
    },
    commandPut: () => {
      counted();
      outbox.kick();
    },
    close: () => {
      closed = true;
      clearInterval(expiry);
      sync.close();
      outbox.close();
      uploads.close();
      client.close();
      options.presence.lost();
      cache.close();
    },
  };
}
