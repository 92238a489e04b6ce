import { describe, expect, it } from 'vitest';
import { formattingLocale } from '../../../../renderer/i18n/formatting-locale.ts';

const EVENING = new Date(2026, 10, 13, 22, 15).getTime();

describe('the locale of dates and times', () => {
  it.each([
    ['en-US', 'Nov 13', '10:15 PM'],
    ['en-GB', '13 Nov', '22:15'],
    // The words stay in the interface's language; the clock is that of the system.
    ['de-DE', 'Nov 13', '22:15'],
    ['es-US', 'Nov 13', '10:15 PM'],
  ])('on a system in %s writes %s and %s', (system, day, time) => {
    const locale = formattingLocale('en', system);
    const written = (options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(locale, options).format(EVENING).replaceAll(' ', ' ');
    expect(written({ day: 'numeric', month: 'short' })).toBe(day);
    expect(written({ timeStyle: 'short' })).toBe(time);
  });
});
