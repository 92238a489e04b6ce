import { dateFormat } from '../../../i18n/date-format.ts';

/* Days and minutes as the person at the screen sees them: in a given time zone. */

const DAY_PARTS = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;

/* Offsets of time zones are multiples of a quarter of an hour, so a quarter lies in one day. */
const QUARTER_MS = 900_000;
const MAX_KEPT = 50_000;
const days = new Map<string, Map<number, string>>();

/** The calendar day of a moment (ms) in a time zone, as `2026-03-09`. */
export function dayOf(at: number, timeZone: string): string {
  let kept = days.get(timeZone);
  // Formatting is dear: a long conversation asks for each of its messages again and again.
  if (kept === undefined || kept.size > MAX_KEPT) {
    kept = new Map();
    days.set(timeZone, kept);
  }
  const quarter = Math.floor(at / QUARTER_MS);
  let day = kept.get(quarter);
  if (day === undefined) {
    day = dateFormat('en-CA', { timeZone, ...DAY_PARTS }).format(at);
    kept.set(quarter, day);
  }
  return day;
}

/** The minute of a moment (ms): equal for two moments of the same minute in every zone in use. */
export function minuteOf(at: number): number {
  return Math.floor(at / 60_000);
}

/** Whole calendar days from `day` to `today`, both as given by `dayOf`; negative: in the future. */
export function daysBetween(day: string, today: string): number {
  return Math.round((Date.parse(today) - Date.parse(day)) / 86_400_000);
}

/** How a day is spoken of beside today. */
export type DayName =
  | { readonly kind: 'today' }
  | { readonly kind: 'yesterday' }
  | { readonly kind: 'tomorrow' }
  | { readonly kind: 'weekday'; readonly text: string }
  | { readonly kind: 'date'; readonly text: string };

/**
 * The name of a moment's day: today, yesterday, tomorrow, a weekday less than a week away, else
 * the date, with the year where it is another one.
 *
 * @param at ms
 * @param now ms on the relay's clock
 * @param locale for the words of the calendar
 */
export function dayName(at: number, now: number, timeZone: string, locale: string): DayName {
  const today = dayOf(now, timeZone);
  const day = dayOf(at, timeZone);
  const ago = daysBetween(day, today);
  if (ago === 0) return { kind: 'today' };
  if (ago === 1) return { kind: 'yesterday' };
  if (ago === -1) return { kind: 'tomorrow' };
  if (Math.abs(ago) < 7) {
    const text = dateFormat(locale, { timeZone, weekday: 'long' }).format(at);
    return { kind: 'weekday', text };
  }
  const sameYear = day.slice(0, 4) === today.slice(0, 4);
  const text = dateFormat(locale, {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(at);
  return { kind: 'date', text };
}
