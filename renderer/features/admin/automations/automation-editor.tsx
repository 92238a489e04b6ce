import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AutomationRecord } from '../../../../shared/contract/automation.ts';
import type { AutomationId } from '../../../../shared/contract/ids.ts';
import { orderEventKind } from '../../../../shared/contract/order.ts';
import { languageFor } from '../../../../shared/domain/automation/choose-template.ts';
import { useGive } from '../../../bridge/records.ts';
import { Button } from '../../../ui/button.tsx';
import { Choice } from '../../../ui/choice.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { announce } from '../../../ui/toasts.tsx';
import { RefusedWords } from '../refused-words.tsx';
import css from './automations.module.css';
import { ConditionFields } from './condition-fields.tsx';
import { RunLog } from './run-log.tsx';
import { TemplateFields } from './template-fields.tsx';
import { TimingFields } from './timing-fields.tsx';
import { TryOut } from './try-out.tsx';
import { planOf, useAutomationEdit, type Written, withGuesses } from './use-automation-edit.ts';
import { useLanguagesOf, variableNames } from './use-templates-for.ts';
import { VariableFields } from './variable-fields.tsx';

export interface AutomationEditorProps {
  readonly id: AutomationId;
  /** Null: it is a new one. */
  readonly automation: AutomationRecord | null;
  readonly onBack: () => void;
}

/** An automation as it is written: what it does at the left, what that means at the right. */
export function AutomationEditor({ id, automation, onBack }: AutomationEditorProps) {
  const { t } = useTranslation('automations');
  const { written, change } = useAutomationEdit(automation);
  const save = useGive('automation.save');
  const languages = useLanguagesOf(written.template);
  const names = variableNames(languages);
  // What nobody has chosen yet is shown as it would be guessed, and saved so.
  const variables = withGuesses(written.variables, names, written.event);
  const shown = languageFor(languages, null, written.language);
  const language = shown?.language ?? written.language;
  const whole: Written = { ...written, variables, language };
  const plan = planOf(whole, names);
  const name = written.name.trim();
  const give = (some: Partial<Pick<Written, 'isOn' | 'archived'>>, said: string) => {
    if (plan === null || name === '') return;
    const { isOn, archived } = { ...written, ...some };
    save.mutate(
      { automationId: id, name, isOn, archived, ...plan },
      {
        onSuccess: () => {
          announce(t(said, { name }));
          onBack();
        },
      },
    );
  };
  return (
    <div className={css['page']}>
      <header className={css['head']}>
        <IconButton label={t('back')} icon={<ArrowLeft size={16} aria-hidden />} onPress={onBack} />
        <h2 className={css['title']}>{name === '' ? t('new') : name}</h2>
        {automation === null ? null : (
          <Button
            variant="quiet"
            isDisabled={plan === null}
            onPress={() =>
              automation.archived
                ? give({ archived: false }, 'backSaid')
                : give({ archived: true, isOn: false }, 'archiveSaid')
            }
          >
            {t(automation.archived ? 'bringBack' : 'archive')}
          </Button>
        )}
        <Button
          variant="primary"
          isDisabled={plan === null || name === ''}
          isBusy={save.isPending}
          onPress={() => give({}, written.isOn ? 'savedOn' : 'savedOff')}
        >
          {t('save')}
        </Button>
      </header>
      <div className={css['columns']}>
        <div className={css['form']}>
          <RefusedWords error={save.error} />
          <TextField
            label={t('name')}
            value={written.name}
            onChange={(text) => change({ name: text.slice(0, 80) })}
            autoFocus={automation === null}
          />
          <SelectField
            label={t('when')}
            value={written.event}
            options={orderEventKind.options.map((value) => ({ value, label: t(`event.${value}`) }))}
            onChange={(event) => change({ event })}
          />
          <TemplateFields written={whole} onChange={change} />
          <VariableFields written={whole} names={names} shown={shown} onChange={change} />
          <ConditionFields written={whole} onChange={change} />
          <TimingFields written={whole} onChange={change} />
          <Choice
            label={t('isOn')}
            value={written.isOn ? 'on' : 'off'}
            options={(['off', 'on'] as const).map((value) => ({ value, label: t(value) }))}
            onChange={(value) => change({ isOn: value === 'on' })}
          />
          <p className={css['quiet']}>{t('onHint')}</p>
        </div>
        <div className={css['side']}>
          <TryOut plan={plan} />
          {automation === null ? null : <RunLog automationId={id} />}
        </div>
      </div>
    </div>
  );
}
