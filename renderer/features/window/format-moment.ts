import { dateFormat } from '../../i18n/date-format.ts';

const DAY = 86_400_000;

/** The start of the person's own day that a moment lies in, ms. */
function dayOf(at: number): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** How many of the person's days lie between two moments; negative where `at` is earlier. */
export function daysFrom(now: number, at: number): number {
  return Math.round((dayOf(at) - dayOf(now)) / DAY);
}

/**
 * An exact moment in the person's zone: the time alone for today, with the day for others.
 *
 * @param locale BCP 47; undefined: the system's
 */
export function formatMoment(at: number, now: number, locale?: string): string {
  const days = daysFrom(now, at);
  const options: Intl.DateTimeFormatOptions =
    days === 0
      ? { timeStyle: 'short' }
      : Math.abs(days) < 7
        ? { weekday: 'short', hour: 'numeric', minute: '2-digit' }
        : { dateStyle: 'medium', timeStyle: 'short' };
  return dateFormat(locale, options).format(at);
}
