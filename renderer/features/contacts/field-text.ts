import type { FieldValue } from '../../../shared/contract/records.ts';
import { dateFormat } from '../../i18n/date-format.ts';
import { numberFormat } from '../../i18n/number-format.ts';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * What a contact has in a field of the tenant's own, as it is read.
 *
 * @param isDate the field holds dates; they are written as `2026-11-20` and belong to no time zone
 * @param words for yes and no
 */
export function fieldText(
  value: FieldValue,
  isDate: boolean,
  locale: string,
  words: { readonly yes: string; readonly no: string },
): string {
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') return numberFormat(locale).format(value);
  if (!isDate || !DATE.test(value)) return value;
  const day = { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' } as const;
  return dateFormat(locale, day).format(Date.parse(value));
}
