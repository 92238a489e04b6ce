import { describe, expect, it } from 'vitest';
import { createRelayClock } from '../../../../renderer/features/window/relay-clock.ts';

const RELAY = 1_790_000_000_000;

/** A machine whose clock moves only when told to. */
function machine() {
  let time = 5_000;
  let timers: { at: number; run: () => void }[] = [];
  const advance = (ms: number) => {
    const end = time + ms;
    for (;;) {
      const next = timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      timers = timers.filter((timer) => timer !== next);
      time = next.at;
      next.run();
    }
    time = end;
  };
  const clock = createRelayClock({
    monotonic: () => time,
    later: (run, ms) => {
      const timer = { at: time + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
  });
  return { clock, advance, timers: () => timers.length };
}

const measured = (relayNow: number) => ({ offset: 0, relayNow, known: true });

describe('the clock of the windows', () => {
  it('ticks at every whole second of the relay, however it was set', () => {
    const { clock, advance } = machine();
    clock.set(measured(RELAY + 250));
    const ticks: number[] = [];
    clock.subscribe(() => ticks.push(clock.tick()));
    advance(749);
    expect(ticks).toEqual([]);
    advance(1);
    expect(ticks).toEqual([RELAY + 1_000]);
    advance(2_000);
    expect(ticks).toEqual([RELAY + 1_000, RELAY + 2_000, RELAY + 3_000]);
  });

  it('follows a new measurement at once, forward and back', () => {
    const { clock, advance } = machine();
    clock.set(measured(RELAY));
    clock.subscribe(() => undefined);
    advance(10_000);
    clock.set(measured(RELAY + 3_600_000));
    expect(clock.tick()).toBe(RELAY + 3_600_000);
    clock.set(measured(RELAY + 7_400));
    expect(clock.tick()).toBe(RELAY + 7_000);
    advance(600);
    expect(clock.tick()).toBe(RELAY + 8_000);
  });

  it('is one ticker for all, and none when nobody listens', () => {
    const { clock, timers, advance } = machine();
    clock.set(measured(RELAY));
    expect(timers()).toBe(0);
    const stops = [1, 2, 3].map(() => clock.subscribe(() => undefined));
    expect(timers()).toBe(1);
    advance(5_500);
    expect(timers()).toBe(1);
    for (const stop of stops) stop();
    expect(timers()).toBe(0);
  });

  it('shows the right time to who listens after a pause', () => {
    const { clock, advance } = machine();
    clock.set(measured(RELAY));
    clock.subscribe(() => undefined)();
    advance(90_000);
    clock.subscribe(() => undefined);
    expect(clock.tick()).toBe(RELAY + 90_000);
  });
});
