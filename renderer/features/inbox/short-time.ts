import { dateFormat } from '../../i18n/date-format.ts';
import { daysFrom } from '../window/format-moment.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;

/** The part of i18next's `t` that is needed here. */
type Translate = (key: string, values: Record<string, unknown>) => string;

/**
 * A past moment in as few signs as it can be said: `now`, `9m`, `3h`, the weekday within a week,
 * else the date.
 *
 * @param at ms
 * @param now ms on the same clock
 * @param t of the namespace `inbox`
 */
export function shortTime(at: number, now: number, t: Translate, locale?: string): string {
  const age = now - at;
  if (age < MINUTE) return t('time.now', {});
  if (age < HOUR) return t('time.minutes', { count: Math.floor(age / MINUTE) });
  const days = -daysFrom(now, at);
  if (days === 0 || age < 12 * HOUR) return t('time.hours', { count: Math.floor(age / HOUR) });
  if (days === 1) return t('time.yesterday', {});
  if (days < 7) return dateFormat(locale, { weekday: 'short' }).format(at);
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return dateFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: '2-digit' }),
  }).format(at);
}

/** The whole date and time, for the pointer and assistive technology. */
export function fullTime(at: number, locale?: string): string {
  return dateFormat(locale, { dateStyle: 'full', timeStyle: 'short' }).format(at);
}
