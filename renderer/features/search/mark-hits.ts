/** A piece of a text; `hit`: it was searched for. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** Without accents and case; every character stays one, so that places stay the same. */
function fold(text: string): string {
  return Array.from(text, (character) => {
    const folded = character.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    return folded.length === character.length ? folded : character;
  }).join('');
}

/**
 * Cuts a name into pieces: words that begin like a searched one, and those between them.
 *
 * @param text what is shown
 * @param searched what was typed
 */
export function markHits(text: string, searched: string): readonly Piece[] {
  const words = fold(searched)
    .split(/\s+/)
    .filter((word) => word !== '');
  const folded = fold(text);
  const pieces: Piece[] = [];
  let from = 0;
  for (const start of folded.matchAll(/[\p{L}\p{N}+]+/gu)) {
    if (!words.some((one) => start[0].startsWith(one))) continue;
    if (start.index > from) pieces.push({ text: text.slice(from, start.index), hit: false });
    from = start.index + start[0].length;
    pieces.push({ text: text.slice(start.index, from), hit: true });
  }
  if (from < text.length) pieces.push({ text: text.slice(from), hit: false });
  return pieces;
}
