import { RefusedError } from '../../../shared/contract/errors.ts';
import type { TemplateRecord } from '../../../shared/contract/records.ts';
import {
  checkVariables,
  MAX_FILLED_LENGTH,
  renderTemplate,
} from '../../../shared/domain/template/variables.ts';

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
  const body = renderTemplate(template.body, variables);
  if (body.length > MAX_FILLED_LENGTH) {
    throw new RefusedError('template_variable_invalid', 'the whole text is too long');
  }
  return { body, variables };
}
