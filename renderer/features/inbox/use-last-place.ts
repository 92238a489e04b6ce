import { useEffect, useRef } from 'react';

/**
 * Where the cursor of a list stands. A row that left the list hands its place to the one that
 * stood under it: the next key goes on from there, not from the top.
 *
 * @param at the row; -1: it is not in the list
 * @returns the row to move from; one less than the place that was left, so that 'down' reaches it
 */
export function useLastPlace(at: number): number {
  const last = useRef(-1);
  useEffect(() => {
    if (at >= 0) last.current = at;
  }, [at]);
  return at >= 0 ? at : last.current - 1;
}
