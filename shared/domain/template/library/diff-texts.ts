/** A run of words that both texts have, or one of them alone. */
export interface TextPiece {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Longer texts are compared as a whole: a template has 1,024 characters at most. */
const MOST_WORDS = 1500;

function wordsOf(text: string): readonly string[] {
  return text.match(/\{\{[^}]*\}\}|[\p{L}\p{N}]+|\s+|[^\p{L}\p{N}\s]/gu) ?? [];
}

/**
 * What has changed from one text to another, word by word; a variable is one word. The pieces
 * without the added ones are the first text, without the removed ones the second.
 */
export function diffTexts(before: string, after: string): readonly TextPiece[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
  const [a, b] = [wordsOf(before), wordsOf(after)];
  if (a.length > MOST_WORDS || b.length > MOST_WORDS) {
    return joined([
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ]);
  }
  const common = longest(a, b);
  const pieces: TextPiece[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && left === right) {
      pieces.push({ kind: 'same', text: left });
      i += 1;
      j += 1;
    } else if (
      right === undefined ||
      (left !== undefined && at(common, i + 1, j) >= at(common, i, j + 1))
    ) {
      pieces.push({ kind: 'removed', text: left ?? '' });
      i += 1;
    } else {
      pieces.push({ kind: 'added', text: right });
      j += 1;
    }
  }
  return joined(pieces);
}

function at(table: readonly Uint16Array[], i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}

/** For every two ends of the texts: how many words they have in common, in their order. */
function longest(a: readonly string[], b: readonly string[]): readonly Uint16Array[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = table[i] ?? new Uint16Array();
    for (let j = b.length - 1; j >= 0; j -= 1) {
      row[j] =
        a[i] === b[j]
          ? at(table, i + 1, j + 1) + 1
          : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  }
  return table;
}

/**
 * Neighbours as one piece. What has changed on both sides of a blank is one change, so that it is
 * read as words and not as letters.
 */
function joined(pieces: readonly TextPiece[]): readonly TextPiece[] {
  const whole: TextPiece[] = [];
  let [removed, added, blank] = ['', '', ''];
  const close = () => {
    if (removed !== '') whole.push({ kind: 'removed', text: removed });
    if (added !== '') whole.push({ kind: 'added', text: added });
    [removed, added] = ['', ''];
  };
  const same = (text: string) => {
    if (text === '') return;
    const last = whole.at(-1);
    if (last?.kind === 'same') whole[whole.length - 1] = { kind: 'same', text: last.text + text };
    else whole.push({ kind: 'same', text });
  };
  for (const { kind, text } of pieces) {
    const hasChange = removed !== '' || added !== '';
    if (kind === 'same' && hasChange && text.trim() === '' && blank === '') {
      blank = text;
    } else if (kind === 'same') {
      close();
      same(blank + text);
      blank = '';
    } else {
      removed += blank + (kind === 'removed' ? text : '');
      added += blank + (kind === 'added' ? text : '');
      blank = '';
    }
  }
  close();
  same(blank);
  return whole;
}
