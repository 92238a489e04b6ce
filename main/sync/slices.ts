import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * So many changes are applied in one transaction. At 10,000 a second that is some 5 ms, after
 * which calls of the renderer get their turn.
 */
const SLICE = 50;
/** After so many slices the write-ahead log is long enough to be brought into the file. */
const RELIEF = 8;

/** What is done beside the slices, so that none of them takes long. */
export interface Beside {
  /** After every slice, in a turn of its own. */
  readonly tidy: () => void;
  /** Awaited now and then where there are many. */
  readonly relieve: () => Promise<void>;
}

/**
 * Goes through items slice by slice, and lets everything else that waits run in between.
 *
 * @param work gets a slice and whether it is the last; there is a last one even without items.
 *   False ends it.
 */
export async function inSlices<T>(
  items: readonly T[],
  work: (slice: readonly T[], last: boolean) => boolean,
  { tidy, relieve }: Beside,
): Promise<boolean> {
  for (let from = 0; ; from += SLICE) {
    const last = from + SLICE >= items.length;
    if (!work(items.slice(from, from + SLICE), last)) return false;
    await nextTurn();
    tidy();
    await nextTurn();
    if (last) return true;
    if ((from / SLICE) % RELIEF === RELIEF - 1) await relieve();
  }
}
