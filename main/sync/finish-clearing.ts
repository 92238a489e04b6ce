import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Cache } from '../cache/cache.ts';
import type { Topics } from './topics.ts';

/** After so many steps the write-ahead log is brought into the file. */
const RELIEF = 8;

/**
 * Deletes what is gone at the relay, step by step, and lets everything else that waits run in
 * between. What a program that ends leaves is done by the next.
 *
 * @param isWanted false ends it: the cache may have been closed
 */
export async function finishClearing(
  cache: Cache,
  topics: Topics,
  isWanted: () => boolean,
): Promise<void> {
  for (let steps = 1; isWanted() && cache.clearings.isPending(); steps += 1) {
    for (const id of cache.transaction(cache.clearings.step)) {
      topics.conversation(id);
      topics.notes(id);
    }
    await nextTurn();
    if (isWanted() && steps % RELIEF === 0) await cache.relieve();
  }
}
