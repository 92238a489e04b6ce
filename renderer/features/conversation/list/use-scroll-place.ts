import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { MessageId } from '../../../../shared/contract/ids.ts';
import { createPlaceHolder } from './hold-place.ts';

/** So near to its end the list counts as being at the end, in px. */
const NEAR_BOTTOM = 48;
/** So near to its beginning or end more messages are asked for, in px. */
const NEAR_EDGE = 1_200;

/** Where the list stands. */
export interface ScrollPlace {
  readonly atBottom: boolean;
  /** The newest message when the end was left; null at the end. */
  readonly leftAt: MessageId | null;
  readonly toBottom: () => void;
  /** Keeps this message in its place while what is around it gets its size. */
  readonly hold: (element: Element) => void;
}

export interface ScrollEnds {
  /** The last message of what is shown. */
  readonly newest: MessageId | null;
  /** What is shown does not end with the newest message: its end is not the end. */
  readonly aside: boolean;
  /** More is wanted above; called as often as that may be so. */
  readonly onNearTop: () => void;
  /** More is wanted below; likewise, only while `aside`. */
  readonly onNearBottom: () => void;
}

/**
 * Follows where a scroller stands that counts from its end (0 is the end, above is negative),
 * and keeps it at the end while it is there.
 */
export function useScrollPlace(scroller: HTMLElement | null, ends: ScrollEnds): ScrollPlace {
  const [place, setPlace] = useState<{ atBottom: boolean; leftAt: MessageId | null }>({
    atBottom: !ends.aside,
    leftAt: null,
  });
  const current = useRef({ ...ends, atBottom: !ends.aside });
  const holder = useMemo(
    () => (scroller === null ? null : createPlaceHolder(scroller)),
    [scroller],
  );

  useLayoutEffect(() => {
    const came = current.current.newest !== ends.newest;
    current.current = { ...current.current, ...ends };
    if (came && current.current.atBottom && scroller !== null) scroller.scrollTop = 0;
  });

  useEffect(() => {
    if (scroller === null || holder === null) return undefined;
    const look = () => {
      // At its end the list goes with what comes; anywhere else it stays where it is.
      if (!current.current.aside && scroller.scrollTop > -NEAR_BOTTOM) holder.release();
      else holder.settle();
      const { aside, newest, onNearTop, onNearBottom } = current.current;
      const atBottom = !aside && scroller.scrollTop > -NEAR_BOTTOM;
      current.current.atBottom = atBottom;
      setPlace((before) =>
        before.atBottom === atBottom ? before : { atBottom, leftAt: atBottom ? null : newest },
      );
      const above = scroller.scrollHeight - scroller.clientHeight + scroller.scrollTop;
      if (above < NEAR_EDGE) onNearTop();
      if (!aside) return;
      if (scroller.scrollTop > -NEAR_EDGE) onNearBottom();
    };
    const sizes = new ResizeObserver(look);
    sizes.observe(scroller);
    if (scroller.firstElementChild !== null) sizes.observe(scroller.firstElementChild);
    scroller.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      scroller.removeEventListener('scroll', look);
    };
  }, [scroller, holder]);

  const toBottom = useCallback(() => {
    if (scroller !== null) scroller.scrollTop = 0;
  }, [scroller]);

  const hold = useCallback((element: Element) => holder?.hold(element), [holder]);

  return { ...place, toBottom, hold };
}
