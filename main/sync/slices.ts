import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * So many changes are applied in one transaction. At 10,000 a second that is some 5 ms, after
 * which calls of the renderer get their turn.
 */
const SLICE = 50;
/** After so many slices the write-ahead log is long enough to be brought into the file. */
const RELIEF = 8;

/**
 * Goes through items slice by slice, and lets everything else that waits run in between.
 *
 * @param work gets a slice and whether it is the last; there is a last one even without items.
 *   False ends it.
 * @param relieve is awaited now and then where there are many
 */
export async function inSlices<T>(
  items: readonly T[],
  work: (slice: readonly T[], last: boolean) => boolean,
  relieve: () => Promise<void>,
): Promise<boolean> {
  for (let from = 0; ; from += SLICE) {
    const last = from + SLICE >= items.length;
    if (!work(items.slice(from, from + SLICE), last)) return false;
    await nextTurn();
    if (last) return true;
    if ((from / SLICE) % RELIEF === RELIEF - 1) await relieve();
  }
}
