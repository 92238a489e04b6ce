import type { Finding, Found, Rule, TemplateCase } from './finding.ts';
import { BUTTON_RULES } from './rules/button-rules.ts';
import { NAME_RULES } from './rules/name-rules.ts';
import { POLICY_RULES } from './rules/policy-rules.ts';
import { TEXT_RULES } from './rules/text-rules.ts';
import { VARIABLE_RULES } from './rules/variable-rules.ts';

/** Every rule that a template is held against before it is submitted. */
export const TEMPLATE_RULES: readonly Rule[] = [
  ...NAME_RULES,
  ...TEXT_RULES,
  ...VARIABLE_RULES,
  ...BUTTON_RULES,
  ...POLICY_RULES,
];

/**
 * What the platform or the provider would refuse in a template, or what will not work well:
 * the stricter of the two counts. The same in editor, relay and picker.
 *
 * @returns errors before warnings, each in the order of the rules; nothing: it may be submitted
 */
export function checkTemplateContent(of: TemplateCase): readonly Finding[] {
  const found = TEMPLATE_RULES.flatMap(({ id, severity, source, find }) => {
    const by = (one: Found): Finding => ({ ...one, rule: id, severity, source });
    return find(of).map(by);
  });
  return [
    ...found.filter(({ severity }) => severity === 'error'),
    ...found.filter(({ severity }) => severity === 'warning'),
  ];
}

/** Whether nothing in it would be refused. */
export function maySubmit(findings: readonly Finding[]): boolean {
  return findings.every(({ severity }) => severity !== 'error');
}
