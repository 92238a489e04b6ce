import { expect, it } from 'vitest';
import {
  STARTER_KINDS,
  STARTER_LANGUAGES,
  starterCategory,
  starterContent,
} from '../../../../shared/data/templates/starter.ts';
import { marketingPhrases } from '../../../../shared/domain/template/advice/category-advice.ts';
import { checkTemplateContent } from '../../../../shared/domain/template/check-template.ts';

const all = STARTER_KINDS.flatMap((kind) =>
  STARTER_LANGUAGES.map((language) => ({ kind, language })),
);

function contentOf({ kind, language }: (typeof all)[number]) {
  const content = starterContent(kind, language);
  if (content === null) throw new Error(`there is no ${kind} in ${language}`);
  return content;
}

it.each(all)('$kind in $language breaks no rule, and reads as its category', (one) => {
  const content = contentOf(one);
  const category = starterCategory(one.kind);
  const { language, kind: name } = one;
  expect(checkTemplateContent({ name, language, category, content, others: [] })).toEqual([]);
  const isSelling = marketingPhrases(content, language).length > 0;
  expect(isSelling).toBe(category === 'marketing');
});

it('names the same variables in every language', () => {
  for (const kind of STARTER_KINDS) {
    const names = STARTER_LANGUAGES.map((language) => {
      const content = contentOf({ kind, language });
      return content.kind === 'message' ? content.variables.map(({ name }) => name).toSorted() : [];
    });
    expect(new Set(names.map((list) => list.join())).size).toBe(1);
  }
});
