/** How a large body may come in. */
export interface Pace {
  /** In each stretch of so many ms … */
  readonly stretch: number;
  /** … at least so many bytes must come. */
  readonly least: number;
  /** And all of it within so many ms. */
  readonly total: number;
}

/**
 * A file may come over a thin line: 16 MB pass at 72 kbit/s. Whoever only drips, to keep the line
 * busy, is cut off after the first stretch.
 */
export const UPLOAD_PACE: Pace = { stretch: 30_000, least: 32 * 1024, total: 30 * 60_000 };

/**
 * Watches that a body keeps coming.
 *
 * @param line what it comes through, with the bytes that have come so far
 * @param cut called once, where it comes too slowly
 * @returns ends the watch: the body is there
 */
export function watchPace(
  line: { readonly bytesRead: number },
  { stretch, least, total }: Pace,
  cut: () => void,
): () => void {
  const end = (): void => {
    clearInterval(look);
    clearTimeout(late);
  };
  const tooSlow = (): void => {
    end();
    cut();
  };
  let before = line.bytesRead;
  const look = setInterval(() => {
    if (line.bytesRead - before < least) tooSlow();
    before = line.bytesRead;
  }, stretch);
  const late = setTimeout(tooSlow, total);
  return end;
}
