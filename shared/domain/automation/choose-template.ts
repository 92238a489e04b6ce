import type { AutomationTemplate } from '../../contract/automation.ts';
import type { TemplateRecord } from '../../contract/records.ts';
import type { TemplateVersionRecord } from '../../contract/template-library.ts';
import { languageDistance } from '../template/language-distance.ts';

export type SendableTemplate = Pick<
  TemplateRecord,
  'id' | 'name' | 'language' | 'status' | 'variables'
>;
export type KnownVersion = Pick<TemplateVersionRecord, 'draftId' | 'number' | 'templateId'>;

/**
 * Every language in which the named template can be sent: of a library's template the newest
 * approved version of each, or the one that it is pinned to.
 */
export function languagesOf<T extends SendableTemplate>(
  wanted: AutomationTemplate,
  templates: readonly T[],
  versions: readonly KnownVersion[],
): readonly T[] {
  const approved = templates.filter(({ status }) => status === 'approved');
  if (wanted.by === 'name') return approved.filter(({ name }) => name === wanted.name);
  const newest = new Map<string, { readonly number: number; readonly template: T }>();
  for (const { draftId, number, templateId } of versions) {
    if (draftId !== wanted.draftId) continue;
    if (wanted.version !== null && number !== wanted.version) continue;
    const template = approved.find(({ id }) => id === templateId);
    if (template === undefined) continue;
    if (number > (newest.get(template.language)?.number ?? 0)) {
      newest.set(template.language, { number, template });
    }
  }
  return [...newest.values()].map(({ template }) => template);
}

/**
 * The language that fits a contact best: their own, then the same tongue of another country, then
 * the one that is meant for everybody else, then any.
 */
export function languageFor<T extends SendableTemplate>(
  languages: readonly T[],
  contact: string | null,
  otherwise: string,
): T | null {
  const place = ({ language }: T): number => {
    const own = languageDistance(language, contact);
    return own < 3 ? own : 3 + languageDistance(language, otherwise);
  };
  const [best] = languages.toSorted(
    (a, b) => place(a) - place(b) || a.language.localeCompare(b.language, 'en'),
  );
  return best ?? null;
}
