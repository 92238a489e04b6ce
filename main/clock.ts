/** The machine's two clocks. Tests bring their own. */
export interface Clock {
  /** ms since 1970; a person may set it. */
  readonly wall: () => number;
  /** ms since some start; never goes back. */
  readonly monotonic: () => number;
}

/** The clocks of this machine. */
export const systemClock: Clock = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
};
