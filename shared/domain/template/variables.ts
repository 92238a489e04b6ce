import { templateParts } from './parts.ts';

/** The longest value of one variable, in characters. Source: Twilio, Content API, `variables`. */
export const MAX_VARIABLE_LENGTH = 1600;

/** More spaces in a row than this are refused. Source: Meta, template parameters; Twilio 63013. */
const MAX_SPACES = 4;

/**
 * The longest text of a template with its variables filled in, in characters.
 * Source: Meta, template components; Twilio 63021.
 */
export const MAX_FILLED_LENGTH = 1024;

/** What the platform would refuse in a value. */
export type ValueFault = 'missing' | 'line_break' | 'tab' | 'spaces' | 'too_long';

export interface VariableProblem {
  readonly key: string;
  /** `unknown`: the template has no such variable. */
  readonly fault: ValueFault | 'unknown';
}

const LINE_BREAK = /[\n\r\u2028\u2029]/;
const SPACES = new RegExp(` {${MAX_SPACES + 1},}`);

/** The first thing that is wrong with the value of one variable; null: nothing. */
export function valueFault(value: string): ValueFault | null {
  if (value.trim() === '') return 'missing';
  if (LINE_BREAK.test(value)) return 'line_break';
  if (value.includes('\t')) return 'tab';
  if (SPACES.test(value)) return 'spaces';
  return value.length > MAX_VARIABLE_LENGTH ? 'too_long' : null;
}

/**
 * Whether the values fill the template's variables as the platform takes them.
 *
 * @param keys the template's variables, such as `1`, `2`
 * @param values by key
 * @returns at most one problem for each key, in the order of the keys, then of the values
 */
export function checkVariables(
  keys: readonly string[],
  values: Readonly<Record<string, string>>,
): readonly VariableProblem[] {
  const problems: VariableProblem[] = [];
  for (const key of keys) {
    const fault = valueFault(Object.hasOwn(values, key) ? (values[key] ?? '') : '');
    if (fault !== null) problems.push({ key, fault });
  }
  for (const key of Object.keys(values)) {
    if (!keys.includes(key)) problems.push({ key, fault: 'unknown' });
  }
  return problems;
}

/**
 * The text with its variables filled in. What has no value stays as it is, and what a value
 * contains is never taken for a variable.
 *
 * @param body with `{{1}}`, `{{2}}`, … in it
 * @param values by key
 */
export function renderTemplate(body: string, values: Readonly<Record<string, string>>): string {
  return templateParts(body)
    .map((part) => {
      if (part.kind === 'text') return part.text;
      const { key, written } = part;
      return Object.hasOwn(values, key) ? (values[key] ?? written) : written;
    })
    .join('');
}
