import { RefusedError } from '../../../shared/contract/errors.ts';
import type { TemplateRecord } from '../../../shared/contract/records.ts';
import { checkVariables, renderTemplate } from '../../../shared/domain/template/variables.ts';

/**
 * The text of a template with its variables. What was filled in for a variable that the
 * template no longer has is left out.
 *
 * @throws {RefusedError} `template_variable_missing` or `template_variable_invalid`, with the key
 */
export function fillTemplate(
  template: TemplateRecord,
  given: Readonly<Record<string, string>>,
): { readonly body: string; readonly variables: Readonly<Record<string, string>> } {
  const keys = template.variables.map(({ key }) => key);
  const variables = Object.fromEntries(Object.entries(given).filter(([key]) => keys.includes(key)));
  const [problem] = checkVariables(keys, variables);
  if (problem !== undefined) {
    const { key, fault } = problem;
    const missing = fault === 'missing';
    throw new RefusedError(
      missing ? 'template_variable_missing' : 'template_variable_invalid',
      missing ? key : `${key}: ${fault}`,
    );
  }
  return { body: renderTemplate(template.body, variables), variables };
}
