import type { Day } from './calendar.ts';

/** For how long a cap counts, in the account's time zone; a week begins on Monday. */
export const PERIODS = ['day', 'week', 'month'] as const;
export type Period = (typeof PERIODS)[number];

const DAY_MS = 24 * 3_600_000;

/** The first day of the period in which a day lies. */
export function startOf(period: Period, day: Day): Day {
  if (period === 'day') return day;
  if (period === 'month') return `${day.slice(0, 7)}-01`;
  const at = Date.parse(`${day}T00:00:00Z`);
  // 0 is Sunday.
  const sinceMonday = (new Date(at).getUTCDay() + 6) % 7;
  return new Date(at - sinceMonday * DAY_MS).toISOString().slice(0, 10);
}
