/** The clock that the simulator lives by: real time plus an offset that only grows. */
export interface SimulatorClock {
  /** Milliseconds since the epoch on this clock. */
  now(): number;
  /** Moves the clock forward, runs what falls due on the way and waits for its webhooks. */
  advance(ms: number): Promise<void>;
}

/** Real time plus an offset in milliseconds. */
export class VirtualClock {
  #offset: number;

  constructor(offset = 0) {
    this.#offset = offset;
  }

  now(): number {
    return Date.now() + this.#offset;
  }

  get offset(): number {
    return this.#offset;
  }

  /** Jumps forward to this moment; stays where it is when that has passed. */
  jumpTo(moment: number): void {
    this.#offset += Math.max(0, moment - this.now());
  }

  /** Takes over the offset of an earlier run. */
  restore(offset: number): void {
    this.#offset = offset;
  }
}
