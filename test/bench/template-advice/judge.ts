import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { marketingPhrases } from '../../../shared/domain/template/advice/category-advice.ts';
import type { Row } from '../support/report.ts';

const LANGUAGES = ['en', 'es', 'pt', 'de', 'fr'] as const;

const labelled = z.array(
  z.object({
    id: z.string(),
    text: z.string(),
    category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']),
    why: z.string(),
  }),
);

interface Judged {
  readonly isMarketing: boolean;
  readonly isTakenForIt: boolean;
}

function judge(language: (typeof LANGUAGES)[number], corpus: string): Judged[] {
  const path = join(import.meta.dirname, corpus, `${language}.json`);
  const texts = labelled.parse(JSON.parse(readFileSync(path, 'utf8')));
  return texts.map(({ id, text, category, why }) => {
    const phrases = marketingPhrases(
      {
        kind: 'message',
        header: { kind: 'none' },
        body: text,
        footer: '',
        buttons: [],
        variables: [],
      },
      language,
    );
    const isMarketing = category === 'MARKETING';
    const isTakenForIt = phrases.length > 0;
    if (isMarketing !== isTakenForIt) {
      const found = phrases.map(({ appeal, from, to }) => `${appeal}: ${text.slice(from, to)}`);
      console.log(`${isMarketing ? 'not found' : 'taken for marketing'} ${id} (${why})`);
      console.log(`  ${text.replaceAll('\n', ' / ')}`);
      if (found.length > 0) console.log(`  ${found.join('; ')}`);
    }
    return { isMarketing, isTakenForIt };
  });
}

/** Judges every text of a corpus and writes each error; the figures are those of docs/performance.md. */
export function adviceRows(corpus: 'known' | 'unseen'): Row[] {
  const judged = LANGUAGES.flatMap((language) => judge(language, corpus));
  const taken = judged.filter(({ isTakenForIt }) => isTakenForIt);
  const meant = judged.filter(({ isMarketing }) => isMarketing);
  const right = taken.filter(({ isMarketing }) => isMarketing).length;
  const prefix = corpus === 'unseen' ? '' : 'known-';
  const row = (name: string, value: number, goal: number): Row => ({
    name: `${prefix}${name}`,
    value,
    unit: 'ratio',
    goal: corpus === 'unseen' ? goal : null,
    better: 'higher',
  });
  return [
    row('marketing-precision', right / taken.length, 0.9),
    row('marketing-recall', right / meant.length, 0.8),
  ];
}
