import { parse } from 'csv-parse/browser/esm/sync';

const SEPARATORS = [';', '\t', ','];

/** More than this is brought in as several files. */
export const LARGEST_FILE = 20 * 1024 * 1024;

/** The text of a file as spreadsheets write it: UTF-8 or UTF-16 by its mark, else Windows-1252. */
export function textOf(bytes: ArrayBuffer): string {
  const [one, two] = new Uint8Array(bytes);
  if (one === 0xff && two === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (one === 0xfe && two === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/**
 * The rows of a CSV text, the first of them its names.
 *
 * @throws {Error} where it is no CSV
 */
export function rowsOf(text: string): readonly (readonly string[])[] {
  const names = text.split(/\r?\n|\r/, 1)[0] ?? '';
  const delimiter = SEPARATORS.find((sign) => names.includes(sign)) ?? ',';
  const rows: readonly (readonly string[])[] = parse(text, {
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  return rows;
}
