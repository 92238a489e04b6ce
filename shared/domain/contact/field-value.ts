import type { ContactFieldRecord, FieldValue } from '../../contract/records.ts';

type Field = Pick<ContactFieldRecord, 'kind' | 'options'>;

const LONGEST = 2000;

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Whether a value is of the field's kind. */
export function fitsField({ kind, options }: Field, value: FieldValue): boolean {
  switch (kind) {
    case 'text':
      return typeof value === 'string' && value.length <= LONGEST;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'date':
      return typeof value === 'string' && isDate(value);
    case 'choice':
      return typeof value === 'string' && options.includes(value);
    case 'yes_no':
      return typeof value === 'boolean';
    default:
      return kind satisfies never;
  }
}

const YES = new Set(['yes', 'y', 'true', '1', 'x', 'ja', 'sí', 'si', 'oui', 'sim']);
const NO = new Set(['no', 'n', 'false', '0', 'nein', 'non', 'não', 'nao']);

/** A number with `.` or `,` before the decimals, and with or without signs between thousands. */
function numberOf(text: string): number | null {
  const bare = text.replaceAll(/[\s'\u00A0]/gu, '');
  const decimal = bare.lastIndexOf(',') > bare.lastIndexOf('.') ? ',' : '.';
  const plain = bare.replaceAll(decimal === ',' ? '.' : ',', '').replace(',', '.');
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** `2026-11-20`, or `20.11.2026` and `20/11/2026` with the day first. */
function dateOf(text: string): string | null {
  const dayFirst = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text);
  const [, day = '', month = '', year = ''] = dayFirst ?? [];
  const date =
    dayFirst === null ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDate(date) ? date : null;
}

/** A cell of a file as a value of the field; null: it is none. */
export function readFieldValue({ kind, options }: Field, cell: string): FieldValue | null {
  const text = cell.trim();
  const word = text.toLowerCase();
  switch (kind) {
    case 'text':
      return text.length <= LONGEST ? text : null;
    case 'number':
      return numberOf(text);
    case 'date':
      return dateOf(text);
    case 'choice':
      return options.find((option) => option.toLowerCase() === word) ?? null;
    case 'yes_no':
      if (YES.has(word)) return true;
      return NO.has(word) ? false : null;
    default:
      return kind satisfies never;
  }
}
