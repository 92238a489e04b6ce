import { type SampleTemplate } from './template.ts';
import { TEMPLATES_EN } from './templates-en.ts';
import { TEMPLATES_OTHER } from './templates-other.ts';

export { type SampleTemplate } from './template.ts';

/** All templates of the sample tenant, as the provider has them. */
export const SAMPLE_TEMPLATES: readonly SampleTemplate[] = [...TEMPLATES_EN, ...TEMPLATES_OTHER];

/**
 * The approved template of that name for a customer's language: the language itself, else the same
 * language without the country. Throws where there is none.
 */
export function approvedTemplate(name: string, language: string): SampleTemplate {
  const plain = language.split('_')[0];
  const approved = SAMPLE_TEMPLATES.filter(
    (template) => template.name === name && template.status === 'approved',
  );
  const found =
    approved.find((template) => template.language === language) ??
    approved.find((template) => template.language === plain);
  if (found === undefined) {
    throw new Error(`The sample tenant has no approved template "${name}" in ${language}.`);
  }
  return found;
}

/** Puts values into the body of a template. Throws where a value is missing or empty. */
export function renderTemplateBody(
  template: SampleTemplate,
  values: Readonly<Record<string, string>>,
): string {
  return template.body.replaceAll(/\{\{(\d+)\}\}/g, (_whole, number: string) => {
    const value = values[number];
    if (value === undefined || value === '') {
      throw new Error(
        `Template "${template.name}" (${template.language}) needs a value {{${number}}}.`,
      );
    }
    return value;
  });
}
