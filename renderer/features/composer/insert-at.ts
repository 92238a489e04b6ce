/** A text with the place of the cursor in it, in UTF-16 units as the field counts. */
export interface Inserted {
  readonly text: string;
  readonly cursor: number;
}

/**
 * Puts something in where the cursor stands, in place of what is selected.
 *
 * @param start of the selection; what lies outside the text counts as its end
 * @param end of the selection
 */
export function insertAt(text: string, start: number, end: number, inserted: string): Inserted {
  const from = Math.min(start, text.length);
  const to = Math.max(from, Math.min(end, text.length));
  return {
    text: text.slice(0, from) + inserted + text.slice(to),
    cursor: from + inserted.length,
  };
}
