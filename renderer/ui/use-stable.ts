import { useCallback, useLayoutEffect, useRef } from 'react';

/** The same function for as long as the component lives, so that nothing is drawn anew for it; it runs the newest one. */
export function useStable<A extends readonly unknown[], R>(
  run: (...values: A) => R,
): (...values: A) => R {
  const newest = useRef(run);
  useLayoutEffect(() => {
    newest.current = run;
  });
  return useCallback((...values: A) => newest.current(...values), []);
}
