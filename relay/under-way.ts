import { setTimeout as pause } from 'node:timers/promises';

/** Work that was begun and has not ended. */
export interface UnderWay {
  readonly note: (work: Promise<unknown>) => void;
  /** Resolves when all of it has ended, well or not, or after so many ms. */
  readonly ended: (most: number) => Promise<void>;
}

/** Nothing is under way at first. */
export function createUnderWay(): UnderWay {
  const running = new Set<Promise<unknown>>();
  const keep = async (work: Promise<unknown>): Promise<void> => {
    const settled = Promise.allSettled([work]);
    running.add(settled);
    await settled;
    running.delete(settled);
  };
  return {
    note: (work) => void keep(work),
    ended: async (most) => {
      const enough = new AbortController();
      const late = pause(most, undefined, { signal: enough.signal }).catch(() => undefined);
      await Promise.race([Promise.all(running), late]);
      enough.abort();
    },
  };
}
