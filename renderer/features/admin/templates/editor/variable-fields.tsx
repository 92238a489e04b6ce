import { useTranslation } from 'react-i18next';
import type { MessageContent } from '../../../../../shared/contract/template-content.ts';
import { variableNames } from '../../../../../shared/domain/template/content-parts.ts';
import { variableName } from '../../../templates/template-parts.ts';
import css from './editor.module.css';
import { TextArea } from './text-area.tsx';

export interface VariableFieldsProps {
  readonly content: MessageContent;
  readonly onChange: (variables: MessageContent['variables'], key: string) => void;
}

/** A sample for each variable: Meta's reviewers see it in its place. */
export function VariableFields(props: VariableFieldsProps) {
  const { t } = useTranslation('library');
  const { content, onChange } = props;
  const names = variableNames(content);
  if (names.length === 0) return null;
  const sampleOf = (name: string) =>
    content.variables.find((one) => one.name === name)?.sample ?? '';
  return (
    <fieldset className={css['group']}>
      <legend className={css['legend']}>{t('variablesLabel')}</legend>
      <p className={css['hint']}>{t('variablesHint')}</p>
      {names.map((name) => (
        <TextArea
          key={name}
          label={variableName(name) ?? t('variableNumber', { number: name })}
          place={`variable.${name}`}
          value={sampleOf(name)}
          longest={1600}
          onChange={(sample) => {
            const others = content.variables.filter((one) => one.name !== name);
            onChange([...others, { name, sample }], `variable.${name}`);
          }}
        />
      ))}
    </fieldset>
  );
}
