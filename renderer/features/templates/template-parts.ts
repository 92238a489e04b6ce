import { templateParts } from '../../../shared/domain/template/parts.ts';
import { renderTemplate } from '../../../shared/domain/template/variables.ts';

/** The text as the customer gets it; a variable that is not filled stays as it is. */
export function fillTemplate(body: string, variables: Readonly<Record<string, string>>): string {
  const filled = Object.entries(variables).filter(([, value]) => value !== '');
  return renderTemplate(body, Object.fromEntries(filled));
}

/** The words around a variable, so that a field can be named by its place: at most 24 characters each. */
export function variableContext(
  body: string,
  key: string,
): { readonly before: string; readonly after: string } {
  const parts = templateParts(body);
  const index = parts.findIndex((part) => part.kind === 'variable' && part.key === key);
  const before = parts[index - 1];
  const after = parts[index + 1];
  return {
    before: before?.kind === 'text' ? lastWords(before.text) : '',
    after: after?.kind === 'text' ? firstWords(after.text) : '',
  };
}

const CONTEXT_LENGTH = 24;

function lastWords(text: string): string {
  const line = text.split('\n').at(-1) ?? '';
  const cut = line.slice(-CONTEXT_LENGTH);
  const words = cut.length < line.length ? cut.slice(cut.indexOf(' ') + 1) : cut;
  // The rest of a sentence that began before another variable is of no use.
  return words.replace(/^[^\p{L}\p{N}]+/u, '');
}

function firstWords(text: string): string {
  const line = text.split('\n')[0] ?? '';
  if (line.length <= CONTEXT_LENGTH) return line.trimEnd();
  const cut = line.slice(0, CONTEXT_LENGTH);
  const space = cut.lastIndexOf(' ');
  return space === -1 ? cut : cut.slice(0, space);
}

/**
 * The name of a variable as a person reads it: `order_number` is "order number".
 *
 * @returns null for one that only has a number
 */
export function variableName(key: string): string | null {
  const words = key.replaceAll(/[_-]+/gu, ' ').trim();
  return words === '' || /^\d+$/u.test(words) ? null : words;
}
