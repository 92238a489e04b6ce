import type { MessageContent, TemplateContent } from '../../../contract/template-content.ts';
import type {
  DraftConflict,
  DraftPart,
  TemplateDraftBody,
} from '../../../contract/template-library.ts';
import { isSame } from './same.ts';

type Note = (conflict: Omit<DraftConflict, 'id'>) => void;

/** One value of three: whoever changed it wins; null: both did, and not to the same. */
function pick<T>(base: T, theirs: T, mine: T): { readonly value: T } | null {
  if (isSame(theirs, mine) || isSame(base, mine)) return { value: theirs };
  return isSame(base, theirs) ? { value: mine } : null;
}

function mergeMessages(
  base: MessageContent,
  theirs: MessageContent,
  mine: MessageContent,
  clash: (part: DraftPart) => void,
): MessageContent {
  const one = <K extends keyof MessageContent>(part: K & DraftPart): MessageContent[K] => {
    const picked = pick(base[part], theirs[part], mine[part]);
    if (picked === null) clash(part);
    return picked === null ? theirs[part] : picked.value;
  };
  return {
    kind: 'message',
    header: one('header'),
    body: one('body'),
    footer: one('footer'),
    buttons: one('buttons'),
    variables: mergeByKey(
      [base.variables, theirs.variables, mine.variables],
      ({ name }) => name,
      () => clash('variables'),
    ),
  };
}

/** Lists of things with a key, thing by thing, in the order of theirs, then what mine has more. */
function mergeByKey<T>(
  [base, theirs, mine]: readonly [readonly T[], readonly T[], readonly T[]],
  keyOf: (one: T) => string,
  clash: () => void,
): T[] {
  const find = (list: readonly T[], key: string) => list.find((one) => keyOf(one) === key);
  const keys = new Set([...theirs, ...mine].map(keyOf));
  return [...keys].flatMap((key) => {
    const [before, there, here] = [find(base, key), find(theirs, key), find(mine, key)];
    const picked = pick(before, there, here);
    if (picked !== null) return picked.value === undefined ? [] : [picked.value];
    if (there !== undefined && here !== undefined) clash();
    // One took it away while the other changed it: what was written stays.
    const kept = there ?? here;
    return kept === undefined ? [] : [kept];
  });
}

function mergeContent(
  language: string,
  [base, theirs, mine]: readonly [
    TemplateContent | undefined,
    TemplateContent | undefined,
    TemplateContent | undefined,
  ],
  note: Note,
): TemplateContent | null {
  const picked = pick(base, theirs, mine);
  if (picked !== null) return picked.value ?? null;
  if (theirs === undefined || mine === undefined) return theirs ?? mine ?? null;
  const clash = (part: DraftPart) => note({ part, language, content: mine, text: '' });
  if (base?.kind === 'message' && theirs.kind === 'message' && mine.kind === 'message') {
    return mergeMessages(base, theirs, mine, clash);
  }
  clash('content');
  return theirs;
}

function contentOf(
  { languages }: TemplateDraftBody,
  language: string,
): TemplateContent | undefined {
  return languages.find((one) => one.language === language)?.content;
}

/**
 * Puts two changes of the same draft together, piece by piece. A piece that one of them left as it
 * was is the other's; where both changed the same piece it stays theirs, and mine becomes a
 * conflict that a person settles.
 *
 * @param base what both began from
 * @param theirs what is there now
 * @param mine what is to be put in
 * @param newId for a conflict
 */
export function mergeDrafts(
  base: TemplateDraftBody,
  theirs: TemplateDraftBody,
  mine: TemplateDraftBody,
  newId: () => string,
): TemplateDraftBody {
  const found: DraftConflict[] = [];
  const note: Note = (conflict) => {
    found.push({ id: newId(), ...conflict });
  };
  const scalar = <K extends 'name' | 'category' | 'deadline'>(part: K): TemplateDraftBody[K] => {
    const picked = pick(base[part], theirs[part], mine[part]);
    if (picked !== null) return picked.value;
    const meant: unknown = mine[part];
    const text = typeof meant === 'string' ? meant : JSON.stringify(meant);
    note({ part, language: null, content: null, text });
    return theirs[part];
  };
  const languages = new Set([...theirs.languages, ...mine.languages].map((one) => one.language));
  const merged = {
    name: scalar('name'),
    category: scalar('category'),
    deadline: scalar('deadline'),
    languages: [...languages].flatMap((language) => {
      const three = [base, theirs, mine].map((body) => contentOf(body, language));
      const content = mergeContent(language, [three[0], three[1], three[2]], note);
      return content === null ? [] : [{ language, content }];
    }),
    tags: mergeByKey([base.tags, theirs.tags, mine.tags], (tag) => tag, nothing),
    archived: (pick(base.archived, theirs.archived, mine.archived) ?? { value: false }).value,
    conflicts: mergeByKey(
      [base.conflicts, theirs.conflicts, mine.conflicts],
      ({ id }) => id,
      nothing,
    ),
  };
  return {
    ...merged,
    conflicts: merged.conflicts.concat(found),
  };
}

function nothing(): void {
  // A tag or a conflict is there or not: there is nothing that two could have made of it.
}
