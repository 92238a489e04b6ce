import { useTranslation } from 'react-i18next';
import type { TemplateRecord } from '../../../../shared/contract/records.ts';
import { renderTemplate } from '../../../../shared/domain/template/variables.ts';
import { SelectField } from '../../../ui/select-field.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { variableName } from '../../templates/template-parts.ts';
import css from './automations.module.css';
import { choiceOf, choicesFor, type SourceChoice, sourceOf } from './source-text.ts';
import type { Written } from './use-automation-edit.ts';

export interface VariableFieldsProps {
  readonly written: Written;
  readonly names: readonly string[];
  /** A language of the template, to show it filled. */
  readonly shown: TemplateRecord | null;
  readonly onChange: (some: Partial<Written>) => void;
}

/** What stands for each variable of the template. */
export function VariableFields(props: VariableFieldsProps) {
  const { written, names, shown, onChange } = props;
  const { t } = useTranslation('automations');
  const set = (name: string, choice: SourceChoice, text: string) => {
    const rest = Object.entries(written.variables).filter(([key]) => key !== name);
    const source = sourceOf(choice, text);
    onChange({ variables: Object.fromEntries(source === null ? rest : [...rest, [name, source]]) });
  };
  if (names.length === 0) return null;
  const standIns = Object.fromEntries(
    (shown?.variables ?? []).flatMap(({ key, name = key }) => {
      const source = written.variables[name];
      if (source === undefined) return [];
      return [[key, source.from === 'text' ? source.text : `[${t(`source.${choiceOf(source)}`)}]`]];
    }),
  );
  return (
    <fieldset className={css['group']}>
      <legend className={css['legend']}>{t('variables')}</legend>
      {names.map((name) => {
        const source = written.variables[name];
        const label = t('stands', { name: variableName(name) ?? `{{${name}}}` });
        return (
          <div key={name} className={css['pair']}>
            <SelectField
              label={label}
              value={choiceOf(source)}
              options={choicesFor(written.event).map((value) => ({
                value,
                label: t(`source.${value}`),
              }))}
              onChange={(choice) => set(name, choice, '')}
            />
            {source?.from === 'text' ? (
              <TextField
                label={t('words')}
                value={source.text}
                onChange={(text) => set(name, 'text', text.slice(0, 1000))}
              />
            ) : null}
          </div>
        );
      })}
      {shown === null ? null : (
        <blockquote className={css['preview']} dir="auto" lang={shown.language.replace('_', '-')}>
          {renderTemplate(shown.body, standIns)}
        </blockquote>
      )}
    </fieldset>
  );
}
