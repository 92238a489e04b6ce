/** Somebody who can be named. */
export interface Nameable<Id extends string> {
  readonly id: Id;
  readonly name: string;
}

/** A piece of a note: what somebody is named by, or the text between. */
export interface NotePart<Id extends string> {
  readonly text: string;
  /** Null: plain text. */
  readonly personId: Id | null;
}

const LETTER = /[\p{L}\p{N}_]/u;

function namedAt<Id extends string>(
  text: string,
  at: number,
  longestFirst: readonly Nameable<Id>[],
): Nameable<Id> | undefined {
  if (text[at] !== '@' || (at > 0 && LETTER.test(text[at - 1] ?? ''))) return undefined;
  return longestFirst.find(({ name }) => {
    const end = at + 1 + name.length;
    return name !== '' && text.slice(at + 1, end) === name && !LETTER.test(text[end] ?? '');
  });
}

/**
 * A note in pieces: `@` with the whole name of a colleague names them. Where one name begins with
 * another, the longer one counts.
 */
export function noteParts<Id extends string>(
  text: string,
  people: readonly Nameable<Id>[],
): readonly NotePart<Id>[] {
  const longestFirst = people.toSorted((one, other) => other.name.length - one.name.length);
  const parts: NotePart<Id>[] = [];
  let from = 0;
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const named = namedAt(text, at, longestFirst);
    if (named === undefined) continue;
    const end = at + 1 + named.name.length;
    if (at > from) parts.push({ text: text.slice(from, at), personId: null });
    parts.push({ text: text.slice(at, end), personId: named.id });
    from = end;
  }
  if (from < text.length) parts.push({ text: text.slice(from), personId: null });
  return parts;
}

/** Who is named in a note, each once, in the order of the text. */
export function mentionsIn<Id extends string>(
  text: string,
  people: readonly Nameable<Id>[],
): readonly Id[] {
  const ids = noteParts(text, people).flatMap(({ personId }) => personId ?? []);
  return [...new Set(ids)];
}

/** The name that is being typed at the cursor, after its `@`; null: none. */
export function nameBeingTyped(text: string, cursor: number): string | null {
  const before = text.slice(0, cursor);
  const at = before.lastIndexOf('@');
  if (at === -1 || (at > 0 && LETTER.test(before[at - 1] ?? ''))) return null;
  const name = before.slice(at + 1);
  return name.length > 40 || name.includes('\n') ? null : name;
}
