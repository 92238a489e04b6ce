import type { ClockState } from '../../../shared/contract/bridge.ts';

/** Counts on the relay's clock. Nothing else in the interface asks what time it is for a window. */
export interface RelayClock {
  /** ms since 1970 by the relay, at the last tick: it does not move between two ticks. */
  readonly tick: () => number;
  /** Takes over what the core has measured. */
  readonly set: (clock: ClockState) => void;
  /** Calls back after every tick; the clock only runs while somebody listens. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** What the clock needs of the machine. Both times in ms. */
export interface Machine {
  /** A clock that never jumps. */
  readonly monotonic: () => number;
  /** Runs something once after so many ms; the returned function takes it back. */
  readonly later: (run: () => void, ms: number) => () => void;
}

const SECOND = 1_000;

/**
 * The one ticker of the window: it ticks at every whole second of the relay's clock, for all
 * who listen at once.
 */
export function createRelayClock(machine: Machine): RelayClock {
  let base = { relay: 0, monotonic: 0 };
  let tick = 0;
  let stop: (() => void) | null = null;
  const listeners = new Set<() => void>();

  const exact = () => base.relay + machine.monotonic() - base.monotonic;
  const move = () => {
    const next = Math.floor(exact() / SECOND) * SECOND;
    if (next === tick) return;
    tick = next;
    for (const listener of listeners) listener();
  };
  const arm = () => {
    stop?.();
    const now = exact();
    stop = machine.later(
      () => {
        move();
        arm();
      },
      SECOND - (((now % SECOND) + SECOND) % SECOND),
    );
  };

  return {
    tick: () => tick,
    set: (clock) => {
      base = { relay: clock.relayNow, monotonic: machine.monotonic() };
      move();
      if (listeners.size > 0) arm();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      if (listeners.size === 1) {
        move();
        arm();
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        stop = null;
      };
    },
  };
}
