import type { TemplateRecord } from '../../../shared/contract/records.ts';
import { languageDistance } from '../../../shared/domain/template/language-distance.ts';

function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

function matches(template: TemplateRecord, words: readonly string[]): boolean {
  const text = folded(
    [template.name.replaceAll('_', ' '), template.name, template.body, template.language].join(' '),
  );
  return words.every((word) => text.includes(word));
}

/** Whether a template can be sent now. */
export function isSendable(template: TemplateRecord): boolean {
  return template.status === 'approved';
}

/**
 * The templates that the picker shows: what can be sent, the customer's language first, then by
 * name. What cannot be sent is shown only to someone who searches for it, after the others.
 *
 * @param search words that must all occur in name, text or language; accents and case do not count
 * @param language of the customer, such as `es_MX`
 */
export function pickableTemplates(
  templates: readonly TemplateRecord[],
  search: string,
  language: string | null,
): readonly TemplateRecord[] {
  const words = folded(search)
    .split(/\s+/u)
    .filter((word) => word !== '');
  return templates
    .filter((template) => (words.length > 0 ? matches(template, words) : isSendable(template)))
    .toSorted(
      (left, right) =>
        Number(isSendable(right)) - Number(isSendable(left)) ||
        languageDistance(left.language, language) - languageDistance(right.language, language) ||
        left.name.localeCompare(right.name, 'en') ||
        left.language.localeCompare(right.language, 'en'),
    );
}
