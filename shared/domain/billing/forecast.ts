import type { Day } from './calendar.ts';

const DAY_MS = 24 * 3_600_000;
/** So many days are looked back on: four of each day of the week. */
export const LOOKED_BACK_DAYS = 28;
/** With less behind it, a forecast would be a guess. */
const LEAST_DAYS = 7;
/** Eight months of ten lie in the band, were days independent of each other. */
const BAND = 1.28;

/** What a month will probably come to, in micro-units. */
export interface Forecast {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

export interface ForecastInput {
  readonly today: Day;
  /** What the days before today cost; a day that is not there cost nothing. */
  readonly days: ReadonlyMap<Day, number>;
  /** The first day of which anything is known. */
  readonly since: Day;
  /** Of this month so far, today with it. */
  readonly spent: number;
  /** On its way, or waiting for its moment in this month. */
  readonly coming: number;
}

function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

function weekday(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * What this month will probably come to: what it cost so far and what is on its way, and for each day
 * that is still to come what such a day of the week cost lately. Today counts as it is.
 *
 * @returns null where less than a week is known
 */
export function forecast({ today, days, since, spent, coming }: ForecastInput): Forecast | null {
  const known: Day[] = [];
  for (let back = 1; back <= LOOKED_BACK_DAYS; back += 1) {
    const day = addDays(today, -back);
    if (day >= since) known.push(day);
  }
  if (known.length < LEAST_DAYS) return null;
  const costOf = (day: Day): number => days.get(day) ?? 0;
  const rateOf = (on: number): number => {
    const same = known.filter((day) => weekday(day) === on).map(costOf);
    return same.length === 0 ? mean(known.map(costOf)) : mean(same);
  };
  const variance = mean(known.map((day) => (costOf(day) - rateOf(weekday(day))) ** 2));
  let toCome = 0;
  let count = 0;
  for (let day = addDays(today, 1); day.startsWith(today.slice(0, 7)); day = addDays(day, 1)) {
    toCome += rateOf(weekday(day));
    count += 1;
  }
  const least = spent + coming;
  const spread = BAND * Math.sqrt(count * variance);
  return {
    low: Math.round(least + Math.max(0, toCome - spread)),
    likely: Math.round(least + toCome),
    high: Math.round(least + toCome + spread),
  };
}
