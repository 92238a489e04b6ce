import { describe, expect, it } from 'vitest';
import { createRelayClock } from '../../../../main/sync/relay-clock.ts';

/** Clocks that stand still until they are moved. */
function handClock() {
  const times = { wall: 1_000_000, monotonic: 50 };
  return {
    clock: { wall: () => times.wall, monotonic: () => times.monotonic },
    pass: (ms: number) => {
      times.wall += ms;
      times.monotonic += ms;
    },
    setWall: (ms: number) => {
      times.wall = ms;
    },
  };
}

describe('the relay’s clock', () => {
  it('is this machine’s until it was measured', () => {
    const { clock } = handClock();
    const relayClock = createRelayClock(clock);
    expect(relayClock.state()).toStrictEqual({ offset: 0, relayNow: 1_000_000, known: false });
  });

  it('is taken from the question with the shortest way', async () => {
    const { clock, pass } = handClock();
    const relayClock = createRelayClock(clock);
    const trips = [400, 20, 900, 60, 300];
    const answers = trips.map((trip) => () => {
      // All of a slow trip is on the way back: the slower, the more wrong.
      const serverTime = clock.wall() + 5_000;
      pass(trip);
      return serverTime;
    });
    const measured = await relayClock.measure(async () =>
      Promise.resolve(answers.shift()?.() ?? 0),
    );
    expect(measured).toBe(true);
    expect(relayClock.state().offset).toBe(5_000 - 10);
  });

  it('ticks on although someone sets this machine’s clock', async () => {
    const { clock, pass, setWall } = handClock();
    const relayClock = createRelayClock(clock);
    await relayClock.measure(async () => Promise.resolve(2_000_000));
    setWall(5);
    pass(1_000);
    expect(relayClock.now()).toBe(2_001_000);
  });

  it('stays with what it knew where nothing could be measured', async () => {
    const { clock } = handClock();
    const relayClock = createRelayClock(clock);
    relayClock.recall(7_000);
    const measured = await relayClock.measure(async () => Promise.reject(new Error('gone')));
    expect(measured).toBe(false);
    expect(relayClock.now()).toBe(1_007_000);
  });

  it('catches up after the machine slept, and never goes back', async () => {
    const { clock, setWall } = handClock();
    const relayClock = createRelayClock(clock);
    await relayClock.measure(async () => Promise.resolve(2_000_000));
    setWall(1_000_000 + 3_600_000);
    expect(relayClock.now()).toBe(2_000_000);
    expect(relayClock.woke()).toBe(true);
    expect(relayClock.now()).toBe(5_600_000);
    expect(relayClock.woke()).toBe(false);
    setWall(5);
    expect(relayClock.woke()).toBe(false);
    expect(relayClock.now()).toBe(5_600_000);
  });
});
