import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  MessageContent,
  TemplateContent,
} from '../../../../shared/contract/template-content.ts';
import type { TemplateDraftBody } from '../../../../shared/contract/template-library.ts';
import { mergeDrafts } from '../../../../shared/domain/template/library/merge-drafts.ts';
import { isSame } from '../../../../shared/domain/template/library/same.ts';
import { draftBody, messageContent } from '../../../support/templates/draft.ts';

let made = 0;
function newId(): string {
  made += 1;
  return `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
}
const merge = (base: TemplateDraftBody, theirs: TemplateDraftBody, mine: TemplateDraftBody) =>
  mergeDrafts(base, theirs, mine, newId);

const word = fc.constantFrom('', 'a', 'b', 'c');
const message = fc.record<MessageContent>({
  kind: fc.constant('message'),
  header: word.map((text) => ({ kind: 'text', text })),
  body: word,
  footer: word,
  buttons: fc.array(
    word.map((title) => ({ kind: 'quick_reply', title }) as const),
    { maxLength: 2 },
  ),
  variables: fc.uniqueArray(fc.record({ name: fc.constantFrom('x', 'y'), sample: word }), {
    selector: ({ name }) => name,
  }),
});
const password = fc.record<Extract<TemplateContent, { kind: 'one_time_password' }>>({
  kind: fc.constant('one_time_password'),
  copyTitle: word,
  securityLine: fc.boolean(),
  expiryMinutes: fc.constant(null),
});
const body = fc.record<TemplateDraftBody>({
  name: word,
  category: fc.constantFrom('utility', 'marketing'),
  languages: fc.uniqueArray(
    fc.record<TemplateDraftBody['languages'][number]>({
      language: fc.constantFrom('en', 'es'),
      content: fc.oneof({ weight: 4, arbitrary: message }, password),
    }),
    { selector: ({ language }) => language },
  ),
  tags: fc.uniqueArray(fc.constantFrom('s', 't')),
  deadline: fc.constantFrom(null, { label: 'spring', on: '2027-03-03' }),
  archived: fc.boolean(),
  conflicts: fc.constant([]),
});

function byLanguage(
  a: TemplateDraftBody['languages'][number],
  b: TemplateDraftBody['languages'][number],
): number {
  return a.language.localeCompare(b.language);
}

/** Lists without their order, for what is a set. */
function asSet(one: TemplateDraftBody): unknown {
  const languages = one.languages.toSorted(byLanguage).map(({ language, content }) => ({
    language,
    content:
      content.kind === 'message'
        ? {
            ...content,
            variables: content.variables.toSorted((a, b) => a.name.localeCompare(b.name)),
          }
        : content,
  }));
  return { ...one, languages, tags: one.tags.toSorted() };
}

describe('two changes of one draft', () => {
  it('are one change where only one side changed anything', () => {
    fc.assert(
      fc.property(body, body, (base, other) => {
        expect(asSet(merge(base, base, other))).toEqual(asSet(other));
        expect(asSet(merge(base, other, base))).toEqual(asSet(other));
        expect(asSet(merge(base, other, other))).toEqual(asSet(other));
      }),
    );
  });

  it('lose nothing: what is not taken over is kept as a conflict', () => {
    fc.assert(
      fc.property(body, body, body, (base, theirs, mine) => {
        const merged = merge(base, theirs, mine);
        const kept = merged.conflicts;
        for (const { language, content } of mine.languages) {
          const before = base.languages.find((one) => one.language === language)?.content;
          if (isSame(before, content)) continue;
          const after = merged.languages.find((one) => one.language === language)?.content;
          const isThere = after !== undefined && isSame(after, content);
          const isKept = kept.some((one) => isSame(one.content, content));
          const isPieceByPiece = takenOver(before, content, after);
          expect(isThere || isKept || isPieceByPiece).toBe(true);
        }
        const names = kept.filter(({ part }) => part === 'name').map(({ text }) => text);
        const isKept = mine.name === base.name || [merged.name, ...names].includes(mine.name);
        expect(isKept).toBe(true);
      }),
    );
  });

  it('never change what the other one had changed', () => {
    fc.assert(
      fc.property(body, body, body, (base, theirs, mine) => {
        const merged = merge(base, theirs, mine);
        for (const part of ['name', 'category', 'deadline'] as const) {
          const changed = !isSame(theirs[part], base[part]);
          expect(isSame(merged[part], changed ? theirs[part] : mine[part])).toBe(true);
        }
      }),
    );
  });
});

/** Whether every piece that was changed is in the outcome. */
function takenOver(
  before: TemplateContent | undefined,
  mine: TemplateContent,
  after: TemplateContent | undefined,
): boolean {
  if (before?.kind !== 'message' || mine.kind !== 'message' || after?.kind !== 'message') {
    return false;
  }
  return (['header', 'body', 'footer', 'buttons'] as const).every(
    (part) => isSame(mine[part], before[part]) || isSame(mine[part], after[part]),
  );
}

describe('a draft that two people change', () => {
  const base = draftBody('x');
  const written = (fields: Partial<MessageContent>) => ({
    ...base,
    languages: [{ language: 'en', content: messageContent({ footer: 'Northwind x', ...fields }) }],
  });

  it('has both changes where they are of different pieces', () => {
    const theirs = { ...written({ body: 'Their body {{order_number}} here.' }), tags: ['spring'] };
    const mine = { ...written({ footer: 'My footer' }), category: 'marketing' as const };
    expect(merge(base, theirs, mine)).toEqual({
      ...base,
      category: 'marketing',
      tags: ['spring'],
      languages: [
        {
          language: 'en',
          content: messageContent({
            body: 'Their body {{order_number}} here.',
            footer: 'My footer',
          }),
        },
      ],
    });
  });

  it('keeps the first change of one piece, and the other beside it', () => {
    const merged = merge(base, written({ body: 'Theirs.' }), written({ body: 'Mine.' }));
    expect(merged.languages[0]?.content).toMatchObject({ body: 'Theirs.' });
    expect(merged.conflicts).toMatchObject([
      { part: 'body', language: 'en', content: { body: 'Mine.' } },
    ]);
  });

  it('keeps a language that one took away while the other wrote in it', () => {
    const gone = { ...base, languages: [] };
    expect(merge(base, gone, written({ body: 'Mine.' })).languages).toHaveLength(1);
    expect(merge(base, written({ body: 'Theirs.' }), gone).languages).toHaveLength(1);
    expect(merge(base, base, gone).languages).toHaveLength(0);
  });
});
