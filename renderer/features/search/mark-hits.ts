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
 * Cuts a name into pieces: those that begin like a searched word, and those between them.
 *
 * @param text what is shown
 * @param searched what was typed
 */
export function markHits(text: string, searched: string): readonly Piece[] {
  const words = fold(searched)
    .split(/\s+/)
    .filter((word) => word !== '')
    .toSorted((left, right) => right.length - left.length);
  const folded = fold(text);
  const pieces: Piece[] = [];
  let from = 0;
  for (const start of folded.matchAll(/[\p{L}\p{N}+]+/gu)) {
    const word = words.find((one) => start[0].startsWith(one));
    if (word === undefined) continue;
    if (start.index > from) pieces.push({ text: text.slice(from, start.index), hit: false });
    from = start.index + word.length;
    pieces.push({ text: text.slice(start.index, from), hit: true });
  }
  if (from < text.length) pieces.push({ text: text.slice(from), hit: false });
  return pieces;
}
