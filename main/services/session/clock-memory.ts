import type { Cache } from '../../cache/cache.ts';

const OFFSET = 'clock_offset';

/** Relay time minus this machine's wall clock when it was measured last, ms; null: never. */
export function recallClockOffset(cache: Cache): number | null {
  const offset = Number(cache.meta.get(OFFSET) ?? Number.NaN);
  return Number.isFinite(offset) ? offset : null;
}

/** Keeps the offset for a start without the relay. */
export function rememberClockOffset(cache: Cache, offset: number): void {
  cache.meta.set(OFFSET, String(offset));
}
