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

/** Later than any send is due. */
export const EVER = Number.MAX_SAFE_INTEGER;
/** Between looks in which nobody woke it: another relay may have died with work left. */
const LONGEST_PAUSE_MS = 60_000;
/** After a fault of our own, such as a lost database. */
const AFTER_FAULT_MS = 1000;

function keyOf(due: DueSend): string {
  return `${due.tenant_id} ${due.conversation_id}`;
}

/** A dispatcher; `start` it. One send of a conversation is worked on at a time. */
export function createDispatcher(
  { store, clock, log }: Pick<Parts, 'store' | 'clock' | 'log'>,
  { work, unfinished, concurrency }: DispatcherOptions,
): Dispatcher {
  let stopped: AbortController | null = null;
  let looking: Promise<void> | null = null;
  let lookAgain = false;
  let timer: NodeJS.Timeout | undefined;
  const underWay = new Map<string, Promise<void>>();
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
    const running = run(due, signal).then(() => {
      underWay.delete(key);
      wake();
      return undefined;
    });
    underWay.set(key, running);
  };

  /** Starts what is due; true where something was. */
  const beginDue = async (signal: AbortSignal): Promise<boolean> => {
    if (underWay.size >= concurrency) return false;
    const due = await dueSends(store, clock.now(), concurrency + underWay.size);
    if (signal.aborted) return false;
    const free = due.filter((each) => !underWay.has(keyOf(each)));
    const begun = free.slice(0, concurrency - underWay.size);
    for (const each of begun) begin(each, signal);
    return begun.length > 0;
  };

  const look = async (signal: AbortSignal): Promise<void> => {
    clearTimeout(timer);
    let next: number | null = AFTER_FAULT_MS;
    try {
      let begun: boolean;
      do {
        lookAgain = false;
        begun = await beginDue(signal);
      } while (lookAgain && !signal.aborted);
      // With every place taken, the end of one of them is the next occasion to look.
      next = underWay.size < concurrency ? await untilNext() : null;
      if (underWay.size > 0 || next !== null) unfinished();
      if (!begun && underWay.size === 0 && !lookAgain) beQuiet();
    } catch (error) {
      if (!signal.aborted) {
        log.error({ fault: faultOf(error) }, 'the sends that are due could not be read');
      }
    }
    if (!signal.aborted) timer = setTimeout(wake, Math.min(next ?? EVER, LONGEST_PAUSE_MS)).unref();
  };

  /** ms until the next send is due that is not under way; null where there is none. */
  const untilNext = async (): Promise<number | null> => {
    const heads = await dueSends(store, EVER, underWay.size + 1);
    const next = heads.find((each) => !underWay.has(keyOf(each)));
    if (next === undefined) return null;
    const row = await store.inTenant(next.tenant_id, (tx) =>
      tx.sql
        .selectFrom('sends')
        .select('due_at')
        .where('tenant_id', '=', next.tenant_id)
        .where('message_id', '=', next.message_id)
        .executeTakeFirst(),
    );
    return Math.max(0, (row?.due_at ?? 0) - clock.now());
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
