/** Changes that come together are looked at once, ms. */
const GATHER = 100;

export interface WindowWatchOptions {
  /** ms on the relay's clock. */
  readonly now: () => number;
  /** The first moment after the given one at which time alone changes something; null: none. */
  readonly nextTurn: (after: number) => number | null;
  /** Time has changed something. */
  readonly turned: () => void;
  /** Called with every look. */
  readonly looked: () => void;
  /** The cache could not be asked. */
  readonly failed: (error: unknown) => void;
  /** ms between two looks where nothing is due earlier: the clock itself may be set anew. */
  readonly longest: number;
}

/** Waits for the moments at which windows close or begin to. */
export interface WindowWatch {
  /** What the moments depend on may have changed. */
  readonly changed: () => void;
  readonly close: () => void;
}

/**
 * Wakes at the very moment at which a window closes or begins to: no change of the relay tells
 * of it, and the list and its counts go by it.
 */
export function watchWindows(options: WindowWatchOptions): WindowWatch {
  const { now, nextTurn, turned, looked, failed, longest } = options;
  let seen = now();
  let timer: NodeJS.Timeout | undefined;
  let gathering: NodeJS.Timeout | undefined;

  function look(): void {
    clearTimeout(timer);
    let wait = longest;
    try {
      const at = now();
      const missed = nextTurn(seen);
      if (missed !== null && missed <= at) turned();
      seen = at;
      looked();
      const next = nextTurn(at);
      if (next !== null) wait = Math.min(longest, Math.max(1, next - at));
    } catch (error) {
      failed(error);
    }
    timer = setTimeout(look, wait);
    timer.unref();
  }

  look();
  return {
    changed: () => {
      gathering ??= setTimeout(() => {
        gathering = undefined;
        look();
      }, GATHER);
      gathering.unref();
    },
    close: () => {
      clearTimeout(timer);
      clearTimeout(gathering);
    },
  };
}
