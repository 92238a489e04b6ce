import { useTranslation } from 'react-i18next';
import type { AutomationRun } from '../../../../shared/contract/automation.ts';
import { refuse, refusalCode } from '../../../../shared/contract/errors.ts';
import { useRefusalWords } from '../../../bridge/refusal-words.ts';
import { variableName } from '../../templates/template-parts.ts';

type Why = Pick<AutomationRun, 'reason' | 'detail'>;

/** Why an event was not told, as a sentence. */
export function useReasonWords(): (why: Why) => string {
  const { t } = useTranslation('automations');
  const wordsOf = useRefusalWords();
  return ({ reason, detail }) => {
    if (reason === null) return '';
    const code = refusalCode.safeParse(detail).data;
    if (reason === 'refused' && code !== undefined) return wordsOf(refuse(code)).what;
    const name = detail === null ? '' : (variableName(detail) ?? `{{${detail}}}`);
    return t(`reason.${reason}`, { name });
  };
}
