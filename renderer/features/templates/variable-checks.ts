import type { TemplateRecord } from '../../../shared/contract/records.ts';
import {
  MAX_FILLED_LENGTH,
  type ValueFault,
  valueFault,
} from '../../../shared/domain/template/variables.ts';
import { templateParts } from '../../../shared/domain/template/parts.ts';
import { fillTemplate } from './template-parts.ts';

/** Whether putting the value on one line would mend it. */
export function isMendedByOneLine(found: ValueFault): boolean {
  return found === 'line_break' || found === 'tab' || found === 'spaces';
}

/** The same words on one line, as a variable takes them. */
export function asOneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

export interface TemplateCheck {
  /** By key of the variable; null: right. */
  readonly problems: Readonly<Record<string, ValueFault | null>>;
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
    variableKeys(template).map((key) => [key, valueFault(variables[key] ?? '')]),
  );
  const length = fillTemplate(template.body, variables).length;
  return {
    problems,
    count: Object.values(problems).filter((found) => found !== null).length,
    bodyTooLong: length > MAX_FILLED_LENGTH ? length : null,
  };
}
