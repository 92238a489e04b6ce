import type { ClockState } from '../../shared/contract/bridge.ts';
import { type ClockSample, clockOffset } from '../../shared/domain/window/clock-offset.ts';
import type { Clock } from '../clock.ts';

/** So many questions are asked of the relay; the one with the shortest round trip counts. */
const SAMPLES = 5;

/** The core's idea of the relay's time. */
export interface RelayClock {
  /** ms since 1970 on the relay's clock, as well as it is known. */
  readonly now: () => number;
  readonly state: () => ClockState;
  /** Whether the relay's time was ever measured: else this machine's clock is all there is. */
  readonly isTrusted: () => boolean;
  /**
   * Asks several times and takes the best sample.
   *
   * @param ask gives the relay's time in ms; a failure ends the measuring with what there is
   * @returns whether there was a sample
   */
  readonly measure: (ask: () => Promise<number>) => Promise<boolean>;
  /** What was measured in an earlier run: relay time minus this machine's wall clock, ms. */
  readonly recall: (offset: number) => void;
}

/** A relay clock that takes this machine's for the relay's until it is measured. */
export function createRelayClock(clock: Clock): RelayClock {
  /** Relay time = monotonic time + this. */
  let offset = clock.wall() - clock.monotonic();
  let known = false;
  let trusted = false;

  const now = (): number => Math.round(clock.monotonic() + offset);
  return {
    now,
    state: () => {
      const relayNow = now();
      return { offset: relayNow - clock.wall(), relayNow, known };
    },
    isTrusted: () => trusted,
    measure: async (ask) => {
      const samples: ClockSample[] = [];
      try {
        for (let count = 0; count < SAMPLES; count += 1) {
          const askedAt = clock.monotonic();
          const serverTime = await ask();
          samples.push({ askedAt, answeredAt: clock.monotonic(), serverTime });
        }
      } catch {
        // The connection was lost meanwhile; what was measured before it is still true.
      }
      const best = clockOffset(samples);
      if (best === null) return false;
      offset = best.offset;
      known = true;
      trusted = true;
      return true;
    },
    recall: (earlier) => {
      offset = clock.wall() + earlier - clock.monotonic();
      trusted = true;
    },
  };
}
