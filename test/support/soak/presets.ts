import type { PlanOptions } from './plan.ts';

/** ms that a send and a receive take together, so that kills meet them under way. */
const EACH_TAKES = 110;

/** A run of a quarter of a minute and its settling: what the tests do with each change. */
export function smallPlan(seed: number, parts: { relays: number; cores: number }): PlanOptions {
  return {
    seed,
    sends: 100,
    receives: 100,
    lasts: 15_000,
    ...parts,
    customers: 30,
    kills: { relay: 3, core: 2, simulator: 2 },
    longestAway: 2500,
    // Each would take a minute to settle, one after another.
    unknowable: 0,
  };
}

/** A run of a soak. */
export function soakPlan(
  seed: number,
  { sends, receives, relays }: { sends: number; receives: number; relays: number },
): PlanOptions {
  const lasts = Math.max(sends, receives) * EACH_TAKES;
  const killsOfEach = Math.max(3, Math.round(lasts / 12_000));
  return {
    seed,
    sends,
    receives,
    lasts,
    relays,
    cores: 2,
    customers: 60,
    kills: { relay: killsOfEach, core: killsOfEach, simulator: killsOfEach },
    longestAway: 6000,
    unknowable: 0.01,
  };
}
