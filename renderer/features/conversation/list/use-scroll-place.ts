import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { MessageId } from '../../../../shared/contract/ids.ts';

/** So near to its end the list counts as being at the end, in px. */
const NEAR_BOTTOM = 48;
/** So near to its beginning older messages are asked for, in px. */
const NEAR_TOP = 1_200;

/** Where the list stands. */
export interface ScrollPlace {
  readonly atBottom: boolean;
  /** The newest message when the end was left; null at the end. */
  readonly leftAt: MessageId | null;
  readonly toBottom: () => void;
}

/**
 * Follows where a scroller stands that counts from its end (0 is the end, above is negative),
 * and keeps it at the end while it is there.
 *
 * @param newest the newest message
 * @param onNearTop more is wanted above; called as often as that may be so
 */
export function useScrollPlace(
  scroller: HTMLElement | null,
  newest: MessageId | null,
  onNearTop: () => void,
): ScrollPlace {
  const [place, setPlace] = useState<{ atBottom: boolean; leftAt: MessageId | null }>({
    atBottom: true,
    leftAt: null,
  });
  const current = useRef({ newest, onNearTop, atBottom: true });

  useLayoutEffect(() => {
    const came = current.current.newest !== newest;
    current.current = { ...current.current, newest, onNearTop };
    if (came && current.current.atBottom && scroller !== null) scroller.scrollTop = 0;
  });

  useEffect(() => {
    if (scroller === null) return undefined;
    const look = () => {
      const atBottom = scroller.scrollTop > -NEAR_BOTTOM;
      current.current.atBottom = atBottom;
      setPlace((before) =>
        before.atBottom === atBottom
          ? before
          : { atBottom, leftAt: atBottom ? null : current.current.newest },
      );
      const above = scroller.scrollHeight - scroller.clientHeight + scroller.scrollTop;
      if (above < NEAR_TOP) current.current.onNearTop();
    };
    const sizes = new ResizeObserver(look);
    sizes.observe(scroller);
    if (scroller.firstElementChild !== null) sizes.observe(scroller.firstElementChild);
    scroller.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      scroller.removeEventListener('scroll', look);
    };
  }, [scroller]);

  const toBottom = useCallback(() => {
    if (scroller !== null) scroller.scrollTop = 0;
  }, [scroller]);

  return { ...place, toBottom };
}
