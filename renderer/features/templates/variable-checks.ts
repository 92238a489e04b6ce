import { MAX_BODY_LENGTH } from '../../../shared/contract/commands.ts';
import type { TemplateRecord } from '../../../shared/contract/records.ts';
import { fillTemplate, templateParts } from './template-parts.ts';

/** The longest text of a template with its variables filled, in characters. Source: Meta, template components. */
export const MAX_TEMPLATE_BODY = 1024;

/** What the platform would refuse in the value of a variable. */
export type VariableProblem = 'empty' | 'line_break' | 'tab' | 'spaces' | 'too_long';

/**
 * The first thing that is wrong with a variable's value; null: nothing.
 * Source: Meta refuses line breaks, tabs and more than four spaces in a row in a parameter;
 * Twilio takes 1,600 characters at most.
 */
export function variableProblem(value: string): VariableProblem | null {
  if (value.trim() === '') return 'empty';
  if (/[\n\r\u2028\u2029]/u.test(value)) return 'line_break';
  if (value.includes('\t')) return 'tab';
  if (/ {5,}/u.test(value)) return 'spaces';
  return value.length > MAX_BODY_LENGTH ? 'too_long' : null;
}

/** Whether putting the value on one line would mend it. */
export function isMendedByOneLine(found: VariableProblem): boolean {
  return found === 'line_break' || found === 'tab' || found === 'spaces';
}

/** The same words on one line, as a variable takes them. */
export function asOneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

export interface TemplateCheck {
  /** By key of the variable; null: right. */
  readonly problems: Readonly<Record<string, VariableProblem | null>>;
  /** How many variables are not right. */
  readonly count: number;
  /** Characters of the text with its variables filled, where that is too many; else null. */
  readonly bodyTooLong: number | null;
}

/** The keys of the variables that a template's header and text hold, in the order of the record. */
export function variableKeys(template: TemplateRecord): readonly string[] {
  const listed = template.variables.map((variable) => variable.key);
  const used = templateParts(`${template.header ?? ''}\n${template.body}`)
    .filter((part) => part.kind === 'variable')
    .map((part) => part.key);
  return [...new Set([...listed, ...used])];
}

/** Checks everything that is filled into a template. */
export function checkTemplate(
  template: TemplateRecord,
  variables: Readonly<Record<string, string>>,
): TemplateCheck {
  const problems = Object.fromEntries(
    variableKeys(template).map((key) => [key, variableProblem(variables[key] ?? '')]),
  );
  const length = fillTemplate(template.body, variables).length;
  return {
    problems,
    count: Object.values(problems).filter((found) => found !== null).length,
    bodyTooLong: length > MAX_TEMPLATE_BODY ? length : null,
  };
}
