import { io } from 'socket.io-client';
import { z } from 'zod';
import {
  type RefusalCode,
  RefusedError,
  answerOf,
  refusalCode,
} from '../../shared/contract/errors.ts';
import type { ContactId } from '../../shared/contract/ids.ts';
import {
  type Cursor,
  type Hello,
  PROTOCOL_VERSION,
  type PresenceNews,
  RELAY_SCHEMAS,
  type RelayCall,
  type RelayInput,
  type RelayValue,
  type Welcome,
  connectRefusal,
  cursor,
  ordersNews,
  presenceNews,
  signedOut,
  welcome,
} from '../../shared/contract/relay.ts';
import { type Log, detailOf } from '../log.ts';
import { olderVersion } from './older-version.ts';

/** Waiting times, ms. */
export interface RelayTimings {
  /** Between attempts to connect: from the first to the longest, growing, spread at random. */
  readonly firstRetry: number;
  readonly longestRetry: number;
  /** After a refusal that only an update can change. */
  readonly afterTooOld: number;
  /** For the handshake, and for the relay's first word after it. */
  readonly handshake: number;
  /** For an answer. */
  readonly answer: number;
}

export const RELAY_TIMINGS: RelayTimings = {
  firstRetry: 500,
  longestRetry: 10_000,
  afterTooOld: 60_000,
  handshake: 10_000,
  answer: 20_000,
};

/** Refusals that end the attempts to connect, or make them rare. */
export type FinalRefusal =
  | 'not_signed_in'
  | 'client_too_old'
  | 'relay_too_old'
  | 'tenant_suspended'
  | 'second_step_required'
  /** As `not_signed_in`, and what this machine holds is to be removed. */
  | 'wiped';

/** After these only a new sign-in helps; after the others it is tried again, rarely. */
const ENDED: ReadonlySet<FinalRefusal> = new Set([
  'not_signed_in',
  'second_step_required',
  'wiped',
]);

/** Who hears what happens on the connection. */
interface RelayListener {
  /** The relay has let this person in. */
  readonly welcomed: (welcome: Welcome) => void;
  readonly changed: (head: Cursor) => void;
  /** Where colleagues are. */
  readonly presence: (news: PresenceNews) => void;
  /** Whose orders are others now. */
  readonly orders: (contactId: ContactId) => void;
  /** Not connected, and trying again. */
  readonly lost: () => void;
  readonly refused: (code: FinalRefusal) => void;
}

/** The connection to the relay. */
export interface RelayClient {
  /** Who hears from now on, instead of whoever heard before. */
  readonly listen: (listener: RelayListener) => void;
  readonly open: () => void;
  /** Whether the relay has welcomed this connection and it is still there. */
  readonly isOnline: () => boolean;
  /**
   * Asks the relay.
   *
   * @throws {RefusedError} with the relay's refusal, or `relay_unreachable` where there was no
   *   answer that could be understood: the relay may have done it or not
   */
  readonly ask: <C extends RelayCall>(
    call: C,
    input: RelayInput<C>,
    timeout?: number,
  ) => Promise<RelayValue<C>>;
  /** Drops the connection and makes a new one at once. */
  readonly reconnect: () => void;
  readonly close: () => void;
}

export interface RelayClientOptions {
  readonly relayUrl: string;
  readonly token: string;
  /** Of this program. */
  readonly version: string;
  readonly log: Log;
  readonly timings?: RelayTimings;
}

const envelope = answerOf(z.unknown());
const SILENT: RelayListener = {
  welcomed: () => undefined,
  changed: () => undefined,
  presence: () => undefined,
  orders: () => undefined,
  lost: () => undefined,
  refused: () => undefined,
};

const FINAL: ReadonlySet<RefusalCode> = new Set([
  'not_signed_in',
  'client_too_old',
  'relay_too_old',
  'tenant_suspended',
  'second_step_required',
]);

function isFinal(code: RefusalCode): code is Exclude<FinalRefusal, 'wiped'> {
  return FINAL.has(code);
}

/** The refusal in the data of socket.io's `connect_error`; null: there is none that is known. */
function refusalIn(data: unknown): RefusalCode | 'wiped' | null {
  const parsed = connectRefusal.safeParse(data);
  if (!parsed.success) return null;
  if (parsed.data.wipe) return 'wiped';
  const code = refusalCode.safeParse(parsed.data.refusal.code);
  return code.success ? code.data : null;
}

/** A connection to the relay that is not opened yet. It reconnects by itself until it is closed. */
export function createRelayClient(options: RelayClientOptions): RelayClient {
  const { relayUrl, token, version, log, timings = RELAY_TIMINGS } = options;
  const { origin, pathname } = new URL(relayUrl);
  const hello: Hello = { token, protocol: PROTOCOL_VERSION, clientVersion: version };
  let listener = SILENT;
  let online = false;
  let closed = false;
  let manualRetry: NodeJS.Timeout | undefined;
  let welcomeTimer: NodeJS.Timeout | undefined;

  const socket = io(origin, {
    path: `${pathname.replace(/\/+$/, '')}/socket.io`,
    transports: ['websocket'],
    auth: { ...hello },
    autoConnect: false,
    forceNew: true,
    reconnectionDelay: timings.firstRetry,
    reconnectionDelayMax: timings.longestRetry,
    timeout: timings.handshake,
  });

  /** For what socket.io does not do by itself: after a refusal and after the relay hung up. */
  function connectIn(delay: number): void {
    clearTimeout(manualRetry);
    if (closed) return;
    manualRetry = setTimeout(() => {
      socket.connect();
    }, delay);
  }

  function leave(): void {
    clearTimeout(welcomeTimer);
    online = false;
  }

  function refuse(code: FinalRefusal): void {
    leave();
    log({ level: 'warn', event: 'relay.refused', detail: code });
    socket.disconnect();
    if (ENDED.has(code)) clearTimeout(manualRetry);
    else connectIn(timings.afterTooOld);
    listener.refused(code);
  }

  function startOver(event: string, detail: string): void {
    log({ level: 'warn', event, detail });
    leave();
    socket.disconnect();
    connectIn(timings.longestRetry);
    listener.lost();
  }

  socket.on('connect', () => {
    welcomeTimer = setTimeout(() => {
      startOver('relay.no_welcome', relayUrl);
    }, timings.handshake);
  });
  socket.on('connect_error', (error: Error & { readonly data?: unknown }) => {
    if (closed) return;
    const code = refusalIn(error.data);
    log({ level: 'info', event: 'relay.connect_failed', detail: code ?? detailOf(error) });
    leave();
    if (code === 'wiped' || (code !== null && isFinal(code))) {
      refuse(code);
      return;
    }
    if (!socket.active) connectIn(timings.longestRetry * (0.5 + Math.random() / 2));
    listener.lost();
  });
  socket.on('disconnect', (reason) => {
    leave();
    if (closed || reason === 'io client disconnect') return;
    log({ level: 'info', event: 'relay.disconnected', detail: reason });
    if (!socket.active) connectIn(timings.firstRetry * (1 + Math.random()));
    listener.lost();
  });
  socket.on('welcome', (data: unknown) => {
    clearTimeout(welcomeTimer);
    const parsed = welcome.safeParse(data);
    if (!parsed.success) {
      startOver('relay.welcome_not_understood', z.prettifyError(parsed.error));
      return;
    }
    if (parsed.data.protocol < PROTOCOL_VERSION) refuse('relay_too_old');
    else if (olderVersion(version, parsed.data.minimumClientVersion)) refuse('client_too_old');
    else {
      online = true;
      log({ level: 'info', event: 'relay.welcome', detail: parsed.data.relayVersion });
      listener.welcomed(parsed.data);
    }
  });
  socket.on('changed', (data: unknown) => {
    const parsed = cursor.safeParse(data);
    if (parsed.success && online) listener.changed(parsed.data);
  });
  socket.on('presence', (data: unknown) => {
    const parsed = presenceNews.safeParse(data);
    if (parsed.success && online) listener.presence(parsed.data);
  });
  socket.on('orders', (data: unknown) => {
    const parsed = ordersNews.safeParse(data);
    if (parsed.success && online) listener.orders(parsed.data.contactId);
  });
  socket.on('signedOut', (data: unknown) => {
    const wipe = signedOut.safeParse(data).data?.wipe ?? false;
    refuse(wipe ? 'wiped' : 'not_signed_in');
  });

  return {
    listen: (next) => {
      listener = next;
    },
    open: () => {
      socket.connect();
    },
    isOnline: () => online,
    ask: async (call, input, timeout = timings.answer) => {
      if (!online) throw new RefusedError('relay_unreachable');
      let reply: unknown;
      try {
        reply = await socket.timeout(timeout).emitWithAck(call, input);
      } catch (error) {
        throw new RefusedError('relay_unreachable', detailOf(error));
      }
      const answer = envelope.safeParse(reply);
      if (!answer.success) throw notUnderstood(call, answer.error);
      if (!answer.data.ok) {
        throw new RefusedError(answer.data.refusal.code, answer.data.refusal.detail);
      }
      const value = RELAY_SCHEMAS[call].value.safeParse(answer.data.value);
      if (!value.success) throw notUnderstood(call, value.error);
      return value.data;
    },
    reconnect: () => {
      if (closed) return;
      leave();
      socket.disconnect();
      listener.lost();
      socket.connect();
    },
    close: () => {
      closed = true;
      leave();
      clearTimeout(manualRetry);
      listener = SILENT;
      socket.disconnect();
    },
  };

  function notUnderstood(call: RelayCall, error: z.ZodError): RefusedError {
    log({
      level: 'error',
      event: 'relay.answer_not_understood',
      detail: `${call}: ${z.prettifyError(error).slice(0, 500)}`,
    });
    return new RefusedError('relay_unreachable', `the answer to ${call} was not understood`);
  }
}
