/**
 * Where the cursor of a list goes by a key.
 *
 * @param key of the keyboard event
 * @param at where it is; -1: nowhere
 * @param count how many rows there are
 * @returns the row, or null where the key moves nothing
 */
export function moveCursor(key: string, at: number, count: number, pageRows = 10): number | null {
  if (count === 0) return null;
  const within = (row: number) => Math.min(count - 1, Math.max(0, row));
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return within(at + 1);
    case 'ArrowUp':
    case 'k':
      return at < 0 ? 0 : within(at - 1);
    case 'PageDown':
      return within(Math.max(at, 0) + pageRows);
    case 'PageUp':
      return within(Math.max(at, 0) - pageRows);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
