import type { TemplateContent } from '../../../contract/template-content.ts';
import type { Place } from '../content-parts.ts';
import { DE } from './de.ts';
import { EN } from './en.ts';
import { ES } from './es.ts';
import { FR } from './fr.ts';
import type { Appeal, LanguageWords } from './language-words.ts';
import { PT } from './pt.ts';

const LANGUAGES: Readonly<Record<string, LanguageWords>> = {
  de: DE,
  en: EN,
  es: ES,
  fr: FR,
  pt: PT,
};

/** Words by which the platform's reviewers would take a utility template for marketing. */
export interface MarketingPhrase {
  readonly place: Place;
  /** `vague`: nothing in it is about the customer's own business. */
  readonly appeal: Appeal | 'vague';
  /** Within the text of the place, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

function isAppeal(key: string): key is Appeal {
  return key in EN.appeals;
}

function textsOf(
  content: TemplateContent,
): readonly { readonly place: Place; readonly text: string }[] {
  if (content.kind !== 'message') return [];
  return [
    ...(content.header.kind === 'text'
      ? [{ place: { part: 'header' } as const, text: content.header.text }]
      : []),
    { place: { part: 'body' } as const, text: content.body },
    { place: { part: 'footer' } as const, text: content.footer },
    ...content.buttons.map(({ title }, index) => ({
      place: { part: 'button', index, field: 'title' } as const,
      text: title,
    })),
  ];
}

/** The text with what only looks like selling blanked out, as long as it was. */
function withoutInnocent(text: string, { innocent }: LanguageWords): string {
  return text.replaceAll(innocent, (found) => ' '.repeat(found.length));
}

/**
 * Which words of a template Meta would judge marketing: an offer, urgency, an upsell, a
 * win-back, an announcement, or that it is about nothing of the customer's. One of them is
 * enough for the whole template. Source: Meta, template categorization.
 *
 * @param language of the template; of one that is not known, nothing is said
 * @returns in the order of the texts; nothing: it may pass as utility
 */
export function marketingPhrases(
  content: TemplateContent,
  language: string,
): readonly MarketingPhrase[] {
  const words = LANGUAGES[language.split('_')[0] ?? ''];
  if (words === undefined || content.kind !== 'message') return [];
  const texts = textsOf(content);
  const phrases = texts.flatMap(({ place, text }) => {
    const judged = withoutInnocent(text, words);
    return Object.entries(words.appeals).flatMap(([appeal, pattern]) =>
      isAppeal(appeal)
        ? [...judged.matchAll(pattern)].map(({ index, 0: found }) => ({
            place,
            appeal,
            from: index,
            to: index + found.length,
          }))
        : [],
    );
  });
  if (phrases.length > 0) return phrases;
  const isAnchored = texts.some(({ text }) => words.anchor.test(text));
  return isAnchored || content.body.trim() === ''
    ? []
    : [{ place: { part: 'body' }, appeal: 'vague', from: 0, to: content.body.length }];
}
