import { stringify } from 'csv-stringify/sync';

/** A spreadsheet would calculate what begins so, and run what somebody wrote into their name. */
const CALCULATED = /^[=+\-@\t\r]/;

/** Lines of a CSV file, each cell safe to open in a spreadsheet. */
export function csvLines(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => row.map((cell) => (CALCULATED.test(cell) ? `'${cell}` : cell))),
    { record_delimiter: '\r\n' },
  );
}
