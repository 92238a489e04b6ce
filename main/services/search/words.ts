/* The rules of the index's tokenizer (SQLite's `unicode61 remove_diacritics 2`), for what the
 * index itself does not tell: which parts of a text were found. Source: sqlite.org/fts5.html, 4.3. */

const TOKENS = /[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{Co}\u0300-\u036F]*/gu;
/** Scripts without spaces: a single sign is the beginning of what was written together. */
const WRITTEN_TOGETHER = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** A piece of a text that the index knows as one. */
export interface Token {
  /** Without case and diacritics. */
  readonly folded: string;
  readonly from: number;
  /** The first index after it. */
  readonly to: number;
}

/** A word of what was searched for: its tokens follow one another in the text. */
export interface SearchWord {
  readonly tokens: readonly string[];
  /** The last token may be the beginning of a longer one. */
  readonly isPrefix: boolean;
}

/** Only Latin letters lose their signs there: й and и, が and か are different letters. */
function foldCharacter(character: string): string {
  if (!/\p{Script=Latin}/u.test(character)) {
    return /[\u0300-\u036F]/u.test(character) ? '' : character.toLowerCase();
  }
  const bare = character.normalize('NFD').replaceAll(/\p{Mn}/gu, '');
  return bare.normalize('NFC').toLowerCase();
}

/** The tokens of a text, with their places in it. */
export function tokensOf(text: string): readonly Token[] {
  return Array.from(text.matchAll(TOKENS), ({ 0: found, index }) => ({
    folded: Array.from(found, foldCharacter).join(''),
    from: index,
    to: index + found.length,
  }));
}

/** Whether a token may be taken for the beginning of longer ones. */
function mayBegin(token: string, shortest: number): boolean {
  return Array.from(token).length >= shortest || WRITTEN_TOGETHER.test(token);
}

/**
 * What was searched for, word by word. What has no letter and no digit is left out. The last
 * word may be unfinished, unless a space follows it.
 *
 * @param shortest the shortest beginning, in characters, that the index finds fast
 */
export function searchWords(text: string, shortest: number): readonly SearchWord[] {
  const words = text
    .split(/\s+/u)
    .map((word) => tokensOf(word).map(({ folded }) => folded))
    .filter((tokens) => tokens.length > 0);
  const finished = /\s$/u.test(text);
  return words.map((tokens, index) => ({
    tokens,
    isPrefix: !finished && index === words.length - 1 && mayBegin(tokens.at(-1) ?? '', shortest),
  }));
}

/**
 * The words with a shorter beginning in the place of the last one's, which finds the same
 * messages and more.
 *
 * @param longest of the beginning, in characters
 * @returns null where the last word is no beginning, or is that short already
 */
export function shortened(
  words: readonly SearchWord[],
  longest: number,
): readonly SearchWord[] | null {
  const last = words.at(-1);
  const token = Array.from(last?.tokens.at(-1) ?? '');
  if (last === undefined || !last.isPrefix || token.length <= longest) return null;
  const tokens = [...last.tokens.slice(0, -1), token.slice(0, longest).join('')];
  return [...words.slice(0, -1), { tokens, isPrefix: true }];
}

/** The words as an expression of FTS5: all of them, each quoted, so that nothing is syntax. */
export function matchExpression(words: readonly SearchWord[]): string {
  return words
    .map(({ tokens, isPrefix }) => `"${tokens.join(' ')}"${isPrefix ? '*' : ''}`)
    .join(' AND ');
}
