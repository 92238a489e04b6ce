/**
 * Saves a table as a CSV file (UTF-8 with a byte order mark, so that a spreadsheet reads the
 * letters right).
 *
 * @param name of the file, without its ending
 */
export async function saveCsv(
  name: string,
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): Promise<void> {
  const { stringify } = await import('csv-stringify/browser/esm/sync');
  // A cell that begins like a formula is text, whatever a spreadsheet thinks of it.
  const text = stringify([header, ...rows], { bom: true, escape_formulas: true });
  saveText(`${name}.csv`, 'text/csv', [text]);
}

/** Saves a text file. @param name with its ending */
export function saveText(name: string, type: string, parts: readonly string[]): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([...parts], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
