import { MAX_BODY_LENGTH } from '../../../shared/contract/commands.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { TemplateRecord } from '../../../shared/contract/records.ts';

/** What a variable must not have. Source: Meta, template parameters. */
const UNFIT = /[\n\r\t]| {5}/;

/**
 * The text of a template with its variables.
 *
 * @throws {RefusedError} `template_variable_missing` or `template_variable_invalid`, with the key
 */
export function fillTemplate(
  template: TemplateRecord,
  given: Readonly<Record<string, string>>,
): { readonly body: string; readonly variables: Readonly<Record<string, string>> } {
  const variables: Record<string, string> = {};
  for (const { key } of template.variables) {
    const value = given[key] ?? '';
    if (value.trim() === '') throw new RefusedError('template_variable_missing', key);
    if (UNFIT.test(value) || value.length > MAX_BODY_LENGTH) {
      throw new RefusedError('template_variable_invalid', key);
    }
    variables[key] = value;
  }
  const body = template.body.replaceAll(
    /\{\{\s*(\w+)\s*\}\}/g,
    (placeholder, key: string) => variables[key] ?? placeholder,
  );
  return { body, variables };
}
