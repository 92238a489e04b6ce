import type { Clock } from '../../clock.ts';

/** So far the two clocks of a machine never part by themselves between two looks, ms. */
const JUMP = 2_000;

/**
 * Notices that the machine slept, or that its clock was set: the monotonic clock stands still
 * in sleep, so the wall clock gets ahead of it. Not every host can tell by itself.
 *
 * @param every ms between two looks
 * @returns a function that ends it
 */
export function watchWaking(clock: Clock, woke: () => void, every: number): () => void {
  const ahead = (): number => clock.wall() - clock.monotonic();
  let before = ahead();
  const timer = setInterval(() => {
    const now = ahead();
    const jumped = Math.abs(now - before) > JUMP;
    before = now;
    if (jumped) woke();
  }, every);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}
