import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';
import { useTranslation } from 'react-i18next';
import type { TemplateRecord } from '../../../shared/contract/records.ts';
import type { ValueFault } from '../../../shared/domain/template/variables.ts';
import { Button } from '../../ui/button.tsx';
import { variableContext, variableName } from './template-parts.ts';
import css from './variable-field.module.css';
import { asOneLine, isMendedByOneLine } from './variable-checks.ts';

export interface VariableFieldProps {
  readonly template: TemplateRecord;
  readonly variable: string;
  readonly value: string;
  readonly problem: ValueFault | null;
  /** The composer puts the focus here when it opens. */
  readonly takesFocus: boolean;
  readonly onFill: (value: string) => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
  /** What stands beside the field and fills it. @param name of the variable */
  readonly renderFill: (name: string) => ReactNode;
}

/**
 * The value of one variable. It takes several lines, so that what is pasted can be seen and
 * mended; Enter does not add one, because the platform refuses it.
 */
export function VariableField(props: VariableFieldProps) {
  const { t } = useTranslation('templates');
  const { template, variable, value, problem } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const [touched, setTouched] = useState(false);
  const context = variableContext(template.body, variable);
  const known = template.variables.find(({ key }) => key === variable);
  const named = variableName(known?.name ?? variable);
  const name =
    named === null ? t('variable', { key: variable }) : t('variableNamed', { name: named });
  const sample = known?.sample;
  // An empty field is only called wrong after somebody has been there.
  const shown = problem === 'missing' && !touched ? null : problem;

  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight + 2}px`;
  }, [value]);

  return (
    <TextField
      className={css['field'] ?? ''}
      value={value}
      isInvalid={shown !== null}
      validationBehavior="aria"
      onChange={props.onFill}
      onFocus={props.onFocus}
      onBlur={() => {
        setTouched(true);
        props.onBlur();
      }}
    >
      <Label className={css['label'] ?? ''}>
        <span className={css['key']}>{name}</span>
        <span className={css['context']} dir="auto">
          {context.before}
          <span className={css['gap']}>{`{{${variable}}}`}</span>
          {context.after}
        </span>
      </Label>
      <div className={css['row']}>
        <TextArea
          ref={field}
          className={css['input'] ?? ''}
          rows={1}
          dir="auto"
          {...(props.takesFocus ? { 'data-composer-focus': '' } : {})}
          {...(sample === undefined ? {} : { placeholder: t('placeholder', { sample }) })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            if (event.ctrlKey || event.metaKey) field.current?.form?.requestSubmit();
          }}
        />
        {props.renderFill(name)}
      </div>
      {shown === null ? null : (
        <span className={css['wrong']}>
          <FieldError className={css['error'] ?? ''}>{t(`problem.${shown}`)}</FieldError>
          {isMendedByOneLine(shown) ? (
            <Button size="small" variant="quiet" onPress={() => props.onFill(asOneLine(value))}>
              {t('oneLine')}
            </Button>
          ) : null}
        </span>
      )}
    </TextField>
  );
}
