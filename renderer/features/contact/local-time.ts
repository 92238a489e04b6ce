import { dateFormat } from '../../i18n/date-format.ts';

/* The time of day where the customer is. */

function wallMinutes(at: number, timeZone: string): number {
  const parts = dateFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value ?? 0);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute')) / 60_000;
}

/** Whether this machine knows a time zone's name. */
export function isTimeZone(name: string): boolean {
  try {
    return dateFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/**
 * By how many minutes the clock of one zone is ahead of another's at a moment; negative: behind.
 *
 * @param at ms
 */
export function minutesAhead(at: number, theirs: string, own: string): number {
  return wallMinutes(at, theirs) - wallMinutes(at, own);
}

/** Hours of the day in which people are not written to without need. */
export function isNight(at: number, timeZone: string): boolean {
  const hour = Math.floor((wallMinutes(at, timeZone) % 1440) / 60);
  return hour < 7 || hour >= 21;
}
