import { setTimeout as pause } from 'node:timers/promises';
import type { Parts } from '../../parts.ts';
import { faultOf } from '../../fault-of.ts';
import { type DueSend, dueSends } from './send-store.ts';

/** Does what is due, soon after it is due, and nothing when nothing is. */
export interface Dispatcher {
  readonly start: () => void;
  /** Starts nothing more, and resolves when what is under way has ended. */
  readonly stop: () => Promise<void>;
  /** Looks at once at what is due. */
  readonly wake: () => void;
  /** Resolves when nothing is under way and nothing is due. */
  readonly idle: () => Promise<void>;
}

export interface DispatcherOptions {
  /** Does what is due for one send. */
  readonly work: (due: DueSend) => Promise<void>;
  /** Called while there is unfinished work, so that other relays may be told. */
  readonly unfinished: () => void;
  /** At most so many at a time. */
  readonly concurrency: number;
}

/** Of what is due, it sees so much at a time. */
const SEEN = 256;
/** Between looks in which nobody woke it: another relay may have died with work left. */
const LONGEST_PAUSE_MS = 60_000;
/** From one look to the next, at least: what comes meanwhile is seen, and released, together. */
const BETWEEN_LOOKS_MS = 20;
/** After a fault of our own, such as a lost database. */
const AFTER_FAULT_MS = 1000;

function keyOf(due: DueSend): string {
  return `${due.tenant_id} ${due.message_id}`;
}

/** From another place in every relay, so that they do not reach for the same sends. */
function turned<T>(list: readonly T[]): readonly T[] {
  const start = Math.floor(Math.random() * list.length);
  return [...list.slice(start), ...list.slice(0, start)];
}

/** A dispatcher; `start` it. */
export function createDispatcher(
  { store, clock, log }: Pick<Parts, 'store' | 'clock' | 'log'>,
  { work, unfinished, concurrency }: DispatcherOptions,
): Dispatcher {
  let stopped: AbortController | null = null;
  let looking: Promise<void> | null = null;
  let lookAgain = false;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const underWay = new Map<string, Promise<void>>();
  const perAccount = new Map<string, number>();
  let quiet: (() => void)[] = [];

  const run = async (due: DueSend, signal: AbortSignal): Promise<void> => {
    try {
      await work(due);
    } catch (error) {
      log.error(
        { messageId: due.message_id, fault: faultOf(error) },
        'a send could not be worked on',
      );
      // Not to be taken up again at once; its row says what is to be done.
      await pause(AFTER_FAULT_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  };

  const begin = (due: DueSend, signal: AbortSignal): void => {
    const key = keyOf(due);
    const account = due.account_id;
    perAccount.set(account, (perAccount.get(account) ?? 0) + 1);
    const running = run(due, signal).then(() => {
      underWay.delete(key);
      const left = (perAccount.get(account) ?? 1) - 1;
      if (left > 0) perAccount.set(account, left);
      else perAccount.delete(account);
      wake();
      return undefined;
    });
    underWay.set(key, running);
  };

  /** No account takes more than is left: however slow its provider, others find a place. */
  const hasPlace = ({ account_id: account }: DueSend): boolean =>
    (perAccount.get(account) ?? 0) < concurrency - underWay.size;

  /** Starts what is due. @returns how much was started, and ms until the next is due, or null */
  const beginDue = async (
    signal: AbortSignal,
  ): Promise<{ readonly begun: number; readonly next: number | null }> => {
    // With every place taken, the end of one of them is the next occasion to look.
    if (underWay.size >= concurrency) return { begun: 0, next: null };
    const now = clock.now();
    const seen = await dueSends(store, now, SEEN);
    if (signal.aborted) return { begun: 0, next: null };
    if (seen.length > 0) unfinished();
    const due = seen.filter((each) => each.due_at <= now && !underWay.has(keyOf(each)));
    let begun = 0;
    for (const each of due.length > concurrency ? turned(due) : due) {
      if (!hasPlace(each)) continue;
      begin(each, signal);
      begun += 1;
    }
    const next = seen.find((each) => each.due_at > now && !underWay.has(keyOf(each)));
    return { begun, next: next === undefined ? null : Math.max(0, next.due_at - clock.now()) };
  };

  const look = async (signal: AbortSignal): Promise<void> => {
    clearTimeout(timer);
    let next: number | null = AFTER_FAULT_MS;
    try {
      let found: Awaited<ReturnType<typeof beginDue>>;
      do {
        const early = lookedAt + BETWEEN_LOOKS_MS - performance.now();
        if (early > 0) await pause(early, undefined, { signal });
        lookedAt = performance.now();
        lookAgain = false;
        found = await beginDue(signal);
      } while (lookAgain && !signal.aborted);
      next = found.next;
      if (underWay.size > 0) unfinished();
      if (found.begun === 0 && underWay.size === 0 && !lookAgain) beQuiet();
    } catch (error) {
      if (!signal.aborted) {
        log.error({ fault: faultOf(error) }, 'the sends that are due could not be read');
      }
    }
    if (!signal.aborted) {
      timer = setTimeout(wake, Math.min(next ?? LONGEST_PAUSE_MS, LONGEST_PAUSE_MS)).unref();
    }
  };

  const beQuiet = (): void => {
    const waiting = quiet;
    quiet = [];
    for (const resolve of waiting) resolve();
  };

  const wake = (): void => {
    if (stopped === null || stopped.signal.aborted) return;
    if (looking !== null) {
      lookAgain = true;
      return;
    }
    lookAgain = false;
    looking = look(stopped.signal).then(() => {
      looking = null;
      if (lookAgain) wake();
      return undefined;
    });
  };

  return {
    wake,
    start: () => {
      stopped ??= new AbortController();
      wake();
    },
    stop: async () => {
      stopped?.abort();
      clearTimeout(timer);
      await looking;
      await Promise.all(underWay.values());
      beQuiet();
    },
    idle: () =>
      new Promise((resolve) => {
        if (stopped === null || stopped.signal.aborted) {
          resolve();
          return;
        }
        quiet.push(resolve);
        wake();
      }),
  };
}
