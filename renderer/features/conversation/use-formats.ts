import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { dateFormat } from '../../i18n/date-format.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { dayName } from './model/days.ts';

/** How moments are written for the person at the screen. Moments are ms since 1970. */
export interface Formats {
  readonly locale: string;
  readonly timeZone: string;
  /** `10:32` */
  readonly time: (at: number) => string;
  /** The same in another time zone. */
  readonly timeIn: (at: number, timeZone: string) => string;
  /** `Mon, 9 March 2026, 10:32` */
  readonly exact: (at: number) => string;
  /** `Today`, `Tuesday`, `Mon, 9 March` */
  readonly day: (at: number, now: number) => string;
  /** `10:32` today, else with its day. */
  readonly near: (at: number, now: number) => string;
  /** The same inside a sentence: `at 10:32`, `yesterday at 10:32`, `on Mon, 9 March at 10:32`. */
  readonly since: (at: number, now: number) => string;
}

/** The words come from the interface's language, the clock (12 or 24 h) from the person's system. */
export function useFormats(): Formats {
  const { t } = useTranslation('conversation');
  const locale = useLocale();
  return useMemo(() => {
    const own = dateFormat(locale, { hour: 'numeric' }).resolvedOptions();
    const { timeZone } = own;
    const clock = {
      timeZone,
      hour: own.hour12 === true ? 'numeric' : '2-digit',
      minute: '2-digit',
    } as const;
    const time = dateFormat(locale, clock);
    const exact = dateFormat(locale, {
      ...clock,
      weekday: 'short',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
    });
    const day = (at: number, now: number) => {
      const name = dayName(at, now, timeZone, locale);
      return 'text' in name ? name.text : t(`day.${name.kind}`);
    };
    return {
      locale,
      timeZone,
      time: (at) => time.format(at),
      timeIn: (at, zone) => dateFormat(locale, { ...clock, timeZone: zone }).format(at),
      exact: (at) => exact.format(at),
      day,
      near: (at, now) =>
        dayName(at, now, timeZone, locale).kind === 'today'
          ? time.format(at)
          : t('day.withTime', { day: day(at, now), time: time.format(at) }),
      since: (at, now) =>
        t(`since.${dayName(at, now, timeZone, locale).kind}`, {
          day: day(at, now),
          time: time.format(at),
        }),
    };
  }, [t, locale]);
}
