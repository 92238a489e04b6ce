/** So long something is pointed at before its tip appears, ms. */
const DELAY_MS = 450;
/** So long a tip stays after the pointer has left, ms: the pointer may be on its way into it. */
const LINGER_MS = 60;
/** While the last tip is no older than this, ms, the next appears at once. */
const WARM_MS = 500;

export interface TipTimingDeps<T> {
  /** Shows the tip of something; null: shows none. */
  readonly show: (target: T | null) => void;
  /** Runs something later; the returned function prevents it. */
  readonly later: (run: () => void, ms: number) => () => void;
  /** ms; any clock that only goes forward. */
  readonly now: () => number;
}

/** When tips come and go. */
export interface TipTiming<T> {
  /** The pointer is on something that has a tip; null: on nothing. */
  readonly point: (target: T | null) => void;
  /** The keyboard has reached something that has a tip. */
  readonly reach: (target: T) => void;
  /** It goes at once, and does not come again before something else is pointed at. */
  readonly close: () => void;
}

/** Decides when the one tip of the window appears and goes. */
export function createTipTiming<T>({ show, later, now }: TipTimingDeps<T>): TipTiming<T> {
  let shown: T | null = null;
  let pointed: T | null = null;
  let goneAt = Number.NEGATIVE_INFINITY;
  let waiting: (() => void) | null = null;
  const stop = () => {
    waiting?.();
    waiting = null;
  };

  const set = (target: T | null) => {
    stop();
    if (shown === target) return;
    if (target === null) goneAt = now();
    shown = target;
    show(target);
  };
  return {
    point: (target) => {
      if (target === pointed) return;
      pointed = target;
      stop();
      if (target === null) {
        if (shown !== null) waiting = later(() => set(null), LINGER_MS);
      } else if (shown !== null || now() - goneAt < WARM_MS) set(target);
      else waiting = later(() => set(target), DELAY_MS);
    },
    reach: set,
    close: () => set(null),
  };
}
