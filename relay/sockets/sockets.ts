import type { Server as HttpServer } from 'node:http';
import { type DefaultEventsMap, Server, type Socket } from 'socket.io';
import { refuse, RefusedError } from '../../shared/contract/errors.ts';
import type { ContactId, PersonId, TenantId } from '../../shared/contract/ids.ts';
import {
  type DesktopEvents,
  type PresenceNews,
  PROTOCOL_VERSION,
  type RelayEvents,
} from '../../shared/contract/relay.ts';
import type { Auth } from '../auth/auth.ts';
import type { Parts } from '../parts.ts';
import { activeAmong, welcomeOf } from '../services/people/welcome.ts';
import { readHead } from '../services/sync/changed-things.ts';
import { readRules } from '../services/tenants/rules.ts';
import { RELAY_VERSION } from '../version.ts';
import { clientAddress } from '../limits/address.ts';
import type { Limits } from '../limits/limits.ts';
import { type AdmissionOptions, createAdmission } from './admission.ts';
import type { AnswerCall } from './calls.ts';
import {
  MINIMUM_CLIENT_VERSION,
  shakeHands,
  type SocketIdentity,
  WipedError,
} from './handshake.ts';
import type { Hints } from './hints.ts';
import type { Connection, Presence } from './presence/presence.ts';

/** A desktop's words are small; the largest is a message of 1,600 characters. */
const MAX_MESSAGE_BYTES = 1_000_000;
/** A desktop that asks for more at a time is told to wait. */
const MAX_CALLS_AT_A_TIME = 32;

type Desktop = Socket<DesktopEvents, RelayEvents, DefaultEventsMap, { identity?: SocketIdentity }>;

function roomOf(tenantId: TenantId): string {
  return `tenant:${tenantId}`;
}

function personRoomOf(tenantId: TenantId, personId: PersonId): string {
  return `person:${tenantId}:${personId}`;
}

/** Says that the session has ended, and whether the desktop is to remove what it holds. */
async function signOut(
  socket: Desktop,
  sessionId: string,
  { tellWiped }: Pick<Auth, 'tellWiped'>,
): Promise<void> {
  try {
    socket.emit('signedOut', { wipe: await tellWiped({ sessionId }) });
  } finally {
    // Where it could not be told, the desktop connects again and hears it then.
    socket.disconnect(true);
  }
}

export interface SocketsOptions extends Pick<AdmissionOptions, 'isTrusted'> {
  readonly parts: Pick<Parts, 'store' | 'clock' | 'log' | 'metrics'>;
  readonly auth: Pick<Auth, 'session' | 'stillLive' | 'tellWiped'>;
  readonly answer: AnswerCall;
  readonly hints: Pick<Hints, 'latest' | 'note' | 'forget'>;
  readonly presence: Pick<Presence, 'connected' | 'disconnected' | 'whole'>;
  readonly limits: Limits;
  /** How long a connection may take to say for whom it speaks, in ms. */
  readonly patience: number;
  /** Whether desktops are let in yet, and still. */
  readonly isOpen: () => boolean;
}

/** The desktops that are connected to this relay. */
export interface Sockets {
  /** Tells the desktops of a tenant that something has changed. */
  readonly tell: (tenantId: TenantId, head: number) => void;
  /**
   * Tells the desktops of a tenant where these people are, and each of these people only where
   * the others are. What does not get through at once is left out.
   */
  readonly tellPresence: (
    tenantId: TenantId,
    changed: readonly PersonId[],
    news: (but: PersonId | null) => PresenceNews,
  ) => void;
  /** Tells the desktops of a tenant that orders of this contact are others now. */
  readonly tellOrders: (tenantId: TenantId, contactId: ContactId) => void;
  /** Disconnects the desktops of a session that has ended. */
  readonly endSession: (sessionId: string) => void;
  /** Disconnects the desktops of a tenant; each is told at its next attempt whether it is let in. */
  readonly dropTenant: (tenantId: TenantId) => void;
  /** Looks whether every session is still live and every person still active. */
  readonly checkSessions: () => Promise<void>;
  /**
   * Looks whether the log of changes has a new epoch; every desktop is then disconnected, and
   * learns of it when it connects again.
   */
  readonly checkEpoch: () => Promise<void>;
  /** Hints may have been missed: looks at each tenant with a desktop here. */
  readonly lookAgain: () => Promise<void>;
  readonly close: () => void;
}

/** Lets desktops connect to this HTTP server. */
export async function openSockets(server: HttpServer, options: SocketsOptions): Promise<Sockets> {
  const { parts, auth, answer, hints, presence, limits, isOpen } = options;
  const { store, clock, log, metrics } = parts;
  const readEpoch = () =>
    store.outside.selectFrom('log_epoch').select('epoch').executeTakeFirstOrThrow();
  let epoch = await readEpoch();
  const io = new Server<
    DesktopEvents,
    RelayEvents,
    DefaultEventsMap,
    { identity?: SocketIdentity }
  >(server, {
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    connectTimeout: options.patience,
    allowRequest: (request, decide) => {
      // A desktop is no page: what names an origin is a browser, and has no business here.
      if (!isOpen() || request.headers.origin !== undefined) decide(null, false);
      else void admission.mayOpen(request).then((may) => decide(null, may));
    },
  });
  const admission = createAdmission({ ...options, metrics });
  io.engine.on('connection', admission.opened);
  const bye = (socket: Desktop, sessionId: string): void => {
    signOut(socket, sessionId, auth).catch((error: unknown) => {
      log.error({ event: 'signing_out_failed', err: error });
    });
  };
  const desktops = (): Desktop[] => [...io.of('/').sockets.values()];
  const head = (number: number) => ({ ...epoch, number });

  const letIn = async (socket: Desktop, next: (refused?: Error) => void): Promise<void> => {
    admission.spoke(socket.conn);
    try {
      const identity = await shakeHands(socket.handshake.auth, auth, store);
      if (!admission.admitted(socket.conn, identity.personId)) throw new RefusedError('busy');
      socket.data.identity = identity;
    } catch (error) {
      if (!(error instanceof RefusedError)) log.error({ event: 'handshake_failed', err: error });
      const refusal = error instanceof RefusedError ? error.refusal : refuse('busy');
      admission.refused(socket.conn, refusal.code !== 'busy');
      const wipe = error instanceof WipedError ? { wipe: true } : {};
      next(Object.assign(new Error(refusal.code), { data: { refusal, ...wipe } }));
      return;
    }
    next();
  };
  io.use((socket, next) => void letIn(socket, next));

  const welcome = async (socket: Desktop, identity: SocketIdentity & Connection): Promise<void> => {
    const told = await store.inTenant(identity.tenantId, (tx) => welcomeOf(tx, identity));
    socket.emit('welcome', {
      ...told,
      protocol: PROTOCOL_VERSION,
      minimumClientVersion: MINIMUM_CLIENT_VERSION,
      relayVersion: RELAY_VERSION,
      serverTime: clock.now(),
    });
    const { tenantId, personId } = identity;
    await socket.join([roomOf(tenantId), personRoomOf(tenantId, personId)]);
    if (!socket.connected) return;
    presence.connected(identity);
    socket.on('disconnect', () => presence.disconnected(identity));
    socket.emit('presence', presence.whole(identity));
    const latest = hints.latest(identity.tenantId);
    if (latest > told.head.number) socket.emit('changed', head(latest));
  };

  io.on('connection', (socket) => {
    if (socket.data.identity === undefined) {
      socket.disconnect(true);
      return;
    }
    const from = clientAddress(socket.request, options.isTrusted);
    const identity = { ...socket.data.identity, connection: socket.id, from };
    metrics.connectedDesktops.inc();
    socket.on('disconnect', () => metrics.connectedDesktops.dec());
    let underWay = 0;
    const listen = async (name: string, words: readonly unknown[]): Promise<void> => {
      const acknowledge = words.at(-1);
      if (typeof acknowledge !== 'function') return;
      if (underWay >= MAX_CALLS_AT_A_TIME) {
        acknowledge({ ok: false, refusal: refuse('busy') });
        return;
      }
      underWay += 1;
      const given = (await limits.mayCall(identity.personId))
        ? await answer(identity, name, words.length > 1 ? words[0] : undefined)
        : { ok: false, refusal: refuse('busy') };
      underWay -= 1;
      acknowledge(given);
    };
    socket.onAny((name: string, ...words: unknown[]) => void listen(name, words));
    welcome(socket, identity).catch((error: unknown) => {
      if (error instanceof RefusedError) {
        bye(socket, identity.sessionId);
        return;
      }
      // The desktop connects again by itself.
      log.error({ event: 'welcome_failed', err: error });
      socket.disconnect(true);
    });
  });

  const identities = () =>
    desktops().flatMap((socket) => {
      const { identity } = socket.data;
      return identity === undefined ? [] : [{ socket, identity }];
    });

  return {
    tell: (tenantId, number) => {
      io.to(roomOf(tenantId)).emit('changed', head(number));
    },
    tellPresence: (tenantId, changed, news) => {
      const rooms = changed.map((personId) => personRoomOf(tenantId, personId));
      io.to(roomOf(tenantId)).except(rooms).volatile.emit('presence', news(null));
      // Who changed alone has nothing to hear.
      if (changed.length === 1) return;
      for (const personId of changed) {
        const told = news(personId);
        io.to(personRoomOf(tenantId, personId)).volatile.emit('presence', told);
      }
    },
    tellOrders: (tenantId, contactId) => {
      io.to(roomOf(tenantId)).volatile.emit('orders', { contactId });
    },
    endSession: (sessionId) => {
      for (const { socket, identity } of identities()) {
        if (identity.sessionId === sessionId) bye(socket, sessionId);
      }
    },
    dropTenant: (tenantId) => {
      io.in(roomOf(tenantId)).disconnectSockets(true);
    },
    checkSessions: async () => {
      const connected = identities();
      const live = await auth.stillLive(connected.map(({ identity }) => identity.sessionId));
      const byTenant = Map.groupBy(connected, ({ identity }) => identity.tenantId);
      for (const [tenantId, those] of byTenant) {
        const { active, suspended } = await store.inTenant(tenantId, async (tx) => ({
          active: await activeAmong(
            tx,
            those.map(({ identity }) => identity.personId),
          ),
          suspended: (await readRules(tx)).suspendedAt !== null,
        }));
        for (const { socket, identity } of those) {
          if (!live.has(identity.sessionId) || !active.has(identity.personId)) {
            bye(socket, identity.sessionId);
          } else if (suspended) {
            socket.disconnect(true);
          }
        }
      }
    },
    checkEpoch: async () => {
      const now = await readEpoch();
      if (now.epoch === epoch.epoch) return;
      epoch = now;
      log.warn({ event: 'epoch_changed' });
      hints.forget();
      io.disconnectSockets(true);
    },
    lookAgain: async () => {
      const tenants = new Set(identities().map(({ identity }) => identity.tenantId));
      for (const tenantId of tenants) {
        const { number } = await store.inTenant(tenantId, readHead);
        hints.note(tenantId, number);
      }
    },
    close: () => {
      io.disconnectSockets(true);
      io.engine.close();
    },
  };
}
