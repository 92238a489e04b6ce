import { useEffect, useRef, useState } from 'react';
import type { InboxItem } from '../../../shared/contract/bridge.ts';
import { heldOrder, newestOf, type HeldList } from './held-order.ts';

/** After the last move of the pointer over the list, the order is held so long, in ms. */
const HOLD_AFTER_MOVE = 2_000;

interface Hold {
  readonly order: readonly string[];
  readonly since: number;
}

export interface HeldListControl extends HeldList {
  /** The list has been scrolled away from its top, or is there again. */
  readonly onAtTop: (atTop: boolean) => void;
  readonly onPointerMove: () => void;
  readonly onPointerLeave: () => void;
  /** Lets the order go, at a person's wish. */
  readonly release: () => void;
}

/**
 * Holds the order while somebody reads further down or is about to click, so that nothing moves
 * away under the eye or the pointer.
 */
export function useHeldList(latest: readonly InboxItem[]): HeldListControl {
  const [hold, setHold] = useState<Hold | null>(null);
  const reasons = useRef({ scrolled: false, pointing: false });
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const settle = () => {
    const { scrolled, pointing } = reasons.current;
    if (!scrolled && !pointing) setHold(null);
    else {
      setHold(
        (now) =>
          now ?? {
            order: latest.map(({ conversation }) => conversation.id),
            since: newestOf(latest),
          },
      );
    }
  };
  const set = (part: Partial<typeof reasons.current>) => {
    reasons.current = { ...reasons.current, ...part };
    settle();
  };
  const stopTimer = () => {
    if (timer.current !== null) clearTimeout(timer.current);
  };
  useEffect(() => stopTimer, []);

  return {
    ...heldOrder(hold?.order ?? null, hold?.since ?? 0, latest),
    onAtTop: (atTop) => set({ scrolled: !atTop }),
    onPointerMove: () => {
      stopTimer();
      timer.current = setTimeout(() => set({ pointing: false }), HOLD_AFTER_MOVE);
      if (!reasons.current.pointing) set({ pointing: true });
    },
    onPointerLeave: () => {
      stopTimer();
      set({ pointing: false });
    },
    release: () => {
      reasons.current = { scrolled: false, pointing: false };
      setHold(null);
    },
  };
}
