import { dateFormat } from '../../../i18n/date-format.ts';
import { useLocale } from '../../../i18n/use-locale.ts';

/** A moment as its day in UTC, in which the relay counts days. */
export function useDays(): (at: number) => string {
  const format = dateFormat(useLocale(), {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return (at) => format.format(at);
}
