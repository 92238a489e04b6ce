import { dateFormat } from './date-format.ts';

/**
 * The locale in which dates, times and numbers are written: the words in the interface's
 * language, the region (`16 November` or `November 16`) and the clock (12 or 24 h) by the
 * person's system. Everything on the screen uses this one, so that the same moment reads the same
 * everywhere.
 *
 * @param language of the interface, BCP 47
 * @param system BCP 47, as the browser has it
 */
export function formattingLocale(language: string, system: string): string {
  const base = system.split('-')[0] === language.split('-')[0] ? system : language;
  const { hourCycle } = dateFormat(system, { hour: 'numeric' }).resolvedOptions();
  return new Intl.Locale(base, hourCycle === undefined ? {} : { hourCycle }).toString();
}
