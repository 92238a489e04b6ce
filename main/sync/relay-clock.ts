import type { ClockState } from '../../shared/contract/bridge.ts';
import { type ClockSample, clockOffset } from '../../shared/domain/window/clock-offset.ts';
import type { Clock } from '../clock.ts';

/** Less than this, ms, the two clocks of a machine part by themselves. */
const SLEPT = 2_000;

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
  /**
   * The machine may have slept, and the monotonic clock with it: the relay's time is now what the
   * wall clock makes of the last measure, where that is later. Until it can be measured anew, a
   * window is rather shown as closed than as open.
   *
   * @returns whether the time has moved
   */
  readonly woke: () => boolean;
}

/** A relay clock that takes this machine's for the relay's until it is measured. */
export function createRelayClock(clock: Clock): RelayClock {
  /** Relay time = monotonic time + this. */
  let offset = clock.wall() - clock.monotonic();
  /** Relay time minus this machine's wall clock when it was known last. */
  let byWall = 0;
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
      byWall = clock.monotonic() + offset - clock.wall();
      known = true;
      trusted = true;
      return true;
    },
    recall: (earlier) => {
      offset = clock.wall() + earlier - clock.monotonic();
      byWall = earlier;
      trusted = true;
    },
    woke: () => {
      const wanted = clock.wall() + byWall - clock.monotonic();
      if (wanted - offset < SLEPT) return false;
      offset = wanted;
      return true;
    },
  };
}
