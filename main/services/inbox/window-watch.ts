import type { InboxFilter } from '../../../shared/contract/bridge.ts';

/**
 * Looks whether a window has begun to close or has closed: time alone does that, no change of
 * the relay tells of it, and the list and its counts go by it.
 *
 * @param counts the numbers of the list as they are now; null: nobody is signed in
 * @param changed is called when a window has turned
 * @param failed is told where the cache could not be asked
 * @param every ms between two looks
 * @returns a function that ends it
 */
export function watchWindows(
  counts: () => Readonly<Record<InboxFilter, number>> | null,
  changed: () => void,
  failed: (error: unknown) => void,
  every: number,
): () => void {
  let before: string | null = null;
  const timer = setInterval(() => {
    try {
      const found = counts();
      const now = found === null ? null : `${String(found.closing)} ${String(found.closed)}`;
      if (before !== null && now !== null && now !== before) changed();
      before = now;
    } catch (error) {
      failed(error);
    }
  }, every);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}
