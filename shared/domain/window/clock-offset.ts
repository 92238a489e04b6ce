/** One question to the relay for its time. The machine's times are of its monotonic clock, ms. */
export interface ClockSample {
  readonly askedAt: number;
  readonly answeredAt: number;
  /** ms since 1970, the relay's clock when it answered. */
  readonly serverTime: number;
}

export interface ClockOffset {
  /** Relay time = monotonic time + offset, ms. */
  readonly offset: number;
  /** The offset is wrong by at most this, ms. */
  readonly uncertainty: number;
}

/**
 * The offset between the relay's clock and this machine's monotonic clock, by the sample with
 * the shortest round trip: the shorter the trip, the less can hide in it.
 *
 * @returns null where there is no usable sample
 */
export function clockOffset(samples: readonly ClockSample[]): ClockOffset | null {
  let best: ClockOffset | null = null;
  for (const { askedAt, answeredAt, serverTime } of samples) {
    const uncertainty = (answeredAt - askedAt) / 2;
    if (uncertainty < 0) continue;
    if (best === null || uncertainty < best.uncertainty) {
      best = { offset: serverTime - (askedAt + answeredAt) / 2, uncertainty };
    }
  }
  return best;
}
