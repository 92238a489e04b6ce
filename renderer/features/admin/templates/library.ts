import type { TemplateRecord } from '../../../../shared/contract/records.ts';
import type { TemplateCategory } from '../../../../shared/contract/template-content.ts';
import type {
  TemplateDraftRecord,
  TemplateVersionRecord,
} from '../../../../shared/contract/template-library.ts';
import type { Outlook } from '../../../../shared/domain/template/library/deadline.ts';
import { isSame } from '../../../../shared/domain/template/library/same.ts';
import { latestOf, statusOf } from '../../../../shared/domain/template/library/versions.ts';

/** One language of a template, with where it stands. */
export interface EntryLanguage {
  readonly language: string;
  /** A status of the provider, `waiting`, `refused`, or `draft`: it was never submitted. */
  readonly status: string;
  /** What is written differs from what was submitted last. */
  readonly isChanged: boolean;
}

/** One template in the list: of the library, or one that only the provider has. */
export interface LibraryEntry {
  /** Of the draft, or `provider:` and the name. */
  readonly id: string;
  readonly name: string;
  readonly category: TemplateCategory | null;
  readonly languages: readonly EntryLanguage[];
  readonly tags: readonly string[];
  readonly archived: boolean;
  /** What the search looks through, in small letters. */
  readonly words: string;
  readonly draft: TemplateDraftRecord | null;
  /** Of the provider alone: its languages there. */
  readonly templates: readonly TemplateRecord[];
}

function wordsOf(body: unknown): string {
  return JSON.stringify(body).toLowerCase();
}

/** Where one language of a draft stands. */
export function languageState(
  draft: TemplateDraftRecord,
  versions: readonly TemplateVersionRecord[],
  language: string,
): EntryLanguage {
  const latest = latestOf(versions, language);
  const content = draft.languages.find((one) => one.language === language)?.content;
  return {
    language,
    status: latest === null ? 'draft' : statusOf(latest),
    isChanged:
      latest !== null &&
      !isSame([latest.content, latest.category], [content ?? latest.content, draft.category]),
  };
}

/** Everything that there is to see, by name. */
export function libraryOf(
  drafts: readonly TemplateDraftRecord[],
  versions: readonly TemplateVersionRecord[],
  templates: readonly TemplateRecord[],
): readonly LibraryEntry[] {
  const byDraft = Map.groupBy(versions, ({ draftId }) => draftId);
  const own = drafts.map((draft): LibraryEntry => {
    const mine = byDraft.get(draft.id) ?? [];
    return {
      id: draft.id,
      name: draft.name,
      category: draft.category,
      languages: draft.languages.map(({ language }) => languageState(draft, mine, language)),
      tags: draft.tags,
      archived: draft.archived,
      words: `${draft.name} ${draft.tags.join(' ')} ${wordsOf(draft.languages)}`.toLowerCase(),
      draft,
      templates: [],
    };
  });
  const ours = new Set(versions.map(({ templateId }) => templateId));
  const others = Map.groupBy(
    templates
      .filter(({ id }) => !ours.has(id))
      .toSorted((a, b) => (a.language < b.language ? -1 : 1)),
    ({ name }) => name,
  );
  const theirs = [...others].map(([name, group]): LibraryEntry => ({
    id: `provider:${name}`,
    name,
    category: group[0]?.category ?? null,
    languages: group.map(({ language, status }) => ({ language, status, isChanged: false })),
    tags: [],
    archived: false,
    words: `${name} ${wordsOf(group.map(({ header, body, footer }) => [header, body, footer]))}`,
    draft: null,
    templates: group,
  }));
  return [...own, ...theirs].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

export interface LibraryFilter {
  readonly text: string;
  /** `all`, or one of a language's statuses, or `changed`. */
  readonly status: string;
  readonly category: TemplateCategory | 'all';
  /** `all`, or a code. */
  readonly language: string;
  /** `all`, or a tag. */
  readonly tag: string;
  /** `all`; `any`: with a deadline; `late`: it will probably not be met. */
  readonly deadline: 'all' | 'any' | 'late';
  /** Approved, and not sent lately. */
  readonly unused: boolean;
  readonly archived: boolean;
}

const LATE: ReadonlySet<string> = new Set(['tight', 'unlikely', 'over']);

/**
 * The entries that a person asked for.
 *
 * @param outlookOf how an entry stands before its deadline; null: it has none
 * @param isUnused whether an entry was not sent lately
 */
export function findEntries(
  entries: readonly LibraryEntry[],
  { text, status, category, language, tag, deadline, unused, archived }: LibraryFilter,
  outlookOf: (entry: LibraryEntry) => Outlook['state'] | null,
  isUnused: (entry: LibraryEntry) => boolean,
): readonly LibraryEntry[] {
  const words = text.toLowerCase().split(/\s+/u);
  return entries.filter(
    (entry) =>
      entry.archived === archived &&
      (category === 'all' || entry.category === category) &&
      (language === 'all' || entry.languages.some((one) => one.language === language)) &&
      (status === 'all' ||
        entry.languages.some((one) =>
          status === 'changed' ? one.isChanged : one.status === status,
        )) &&
      (!unused || (isApproved(entry) && isUnused(entry))) &&
      (tag === 'all' || entry.tags.includes(tag)) &&
      (deadline === 'all' || isDue(outlookOf(entry), deadline)) &&
      words.every((word) => entry.words.includes(word)),
  );
}

function isDue(state: Outlook['state'] | null, wanted: 'any' | 'late'): boolean {
  return state !== null && (wanted === 'any' || LATE.has(state));
}

function isApproved({ languages }: LibraryEntry): boolean {
  return languages.some(({ status }) => status === 'approved');
}
