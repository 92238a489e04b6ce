import { dateFormat } from '../../format/date-format.ts';
import { numberFormat } from '../../format/number-format.ts';

const MICROS = 1_000_000;

/**
 * An amount with its currency, with as many digits as the currency has; more only where the amount
 * has them, as the price of a single screw may.
 *
 * @param micros money in micro-units
 * @param currency ISO 4217; one that nobody knows is shown by its letters
 */
export function money(micros: number, currency: string, locale: string): string {
  const usual = numberFormat(locale, { style: 'currency', currency });
  const { maximumFractionDigits: digits = 2 } = usual.resolvedOptions();
  const isWhole = (micros * 10 ** digits) % MICROS === 0;
  const format = isWhole
    ? usual
    : numberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 6 });
  return format.format(micros / MICROS);
}

/**
 * A day, which is the same wherever one is.
 *
 * @param isoDay `YYYY-MM-DD`
 */
export function dayInWords(isoDay: string, locale: string): string {
  const format = dateFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return format.format(new Date(`${isoDay}T00:00:00Z`));
}
