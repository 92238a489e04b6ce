import { faultOf } from './fault-of.ts';
import type { Log } from './log.ts';

const SHORTEST_PAUSE_MS = 20;

/** Looks again and again for what is due. */
export interface DueLoop {
  readonly start: () => void;
  /** Something may be due sooner than was thought. */
  readonly wake: () => void;
  /** Resolves when the look that is under way has ended. */
  readonly stop: () => Promise<void>;
}

/**
 * A loop over what falls due; a failure is logged under `event` and the next look comes all the same.
 *
 * @param look does what is due; resolves to the ms until the next is, or null: none is known
 * @param longestMs between two looks: something may have come up at another relay
 */
export function createDueLoop(
  event: string,
  log: Log,
  look: () => Promise<number | null>,
  longestMs: number,
): DueLoop {
  let isStopped = true;
  let isWoken = false;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> = Promise.resolve();

  const round = async (): Promise<void> => {
    if (isStopped) return;
    isWoken = false;
    let pause = longestMs;
    try {
      const next = await look();
      pause = Math.min(longestMs, Math.max(SHORTEST_PAUSE_MS, next ?? longestMs));
    } catch (error) {
      log.error({ event, fault: faultOf(error) });
    }
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(again, isWoken ? 0 : pause).unref();
  };
  const again = (): void => {
    underWay = underWay.then(round);
  };
  return {
    start: () => {
      if (!isStopped) return;
      isStopped = false;
      again();
    },
    wake: () => {
      if (isStopped || isWoken) return;
      isWoken = true;
      clearTimeout(timer);
      again();
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}
