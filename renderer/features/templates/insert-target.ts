import type { TemplateRecord } from '../../../shared/contract/records.ts';
import { variableKeys } from './variable-checks.ts';

/**
 * The variable that the kept draft goes into: the one that is being filled, else the first
 * empty one, else the last.
 *
 * @param focused the variable whose field had the focus last; null: none
 * @returns null where the template has no variables
 */
export function insertTarget(
  template: TemplateRecord,
  variables: Readonly<Record<string, string>>,
  focused: string | null,
): string | null {
  const keys = variableKeys(template);
  if (focused !== null && keys.includes(focused)) return focused;
  return keys.find((key) => (variables[key] ?? '').trim() === '') ?? keys.at(-1) ?? null;
}
