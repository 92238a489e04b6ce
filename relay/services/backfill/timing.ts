const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How far back an account is read that was never read before, ms. */
export const FIRST_TIME_MS = 30 * 24 * HOUR;
/** How far behind the last reading the next one begins, ms: lists may lag, and clocks differ. */
export const OVERLAP_MS = 15 * MINUTE;
/** Now and then further back, ms: what was sent changes its status later than it was made. */
export const FAR_OVERLAP_MS = 24 * HOUR;
export const FAR_EVERY_MS = HOUR;
/** A reading that is not heard of for so long, ms, is over: its relay has died. */
export const LEASE_MS = 2 * MINUTE;
const FIRST_PAUSE_MS = 30_000;

/**
 * When to read again after so many failures in a row.
 *
 * @param everyMs how often it is read; it is never waited longer
 */
export function pauseAfter(failures: number, everyMs: number): number {
  return Math.min(everyMs, FIRST_PAUSE_MS * 2 ** (failures - 1));
}

/** The moment from which an account's messages are to be read, by the provider's dates, ms. */
export function readFrom(readUpTo: number | null, far: boolean, now: number): number {
  if (readUpTo === null) return now - FIRST_TIME_MS;
  return readUpTo - (far ? FAR_OVERLAP_MS : OVERLAP_MS);
}
