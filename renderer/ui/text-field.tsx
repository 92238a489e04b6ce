import type { HTMLInputAutoCompleteAttribute, ReactNode, Ref } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { classNames } from './class-names.ts';
import css from './text-field.module.css';

export interface TextFieldProps {
  readonly label: string;
  /** Absent inside an `Autocomplete`, which holds it. */
  readonly value?: string;
  readonly onChange?: (value: string) => void;
  readonly type?: 'text' | 'email' | 'password' | 'url' | 'search' | 'number' | 'date' | 'time';
  readonly inputMode?: 'numeric' | 'text';
  readonly name?: string;
  readonly autoComplete?: HTMLInputAutoCompleteAttribute;
  readonly autoFocus?: boolean;
  readonly placeholder?: string;
  readonly isDisabled?: boolean;
  /** Shows the label to assistive technology only. */
  readonly labelHidden?: boolean;
  /** What is wrong with it, under it; null or absent: nothing. */
  readonly error?: string | null;
  /** What it is for, under it. */
  readonly description?: string;
  /** Something at its end, such as a button or a unit. */
  readonly end?: ReactNode;
  readonly onBlur?: () => void;
  readonly className?: string;
  readonly ref?: Ref<HTMLInputElement>;
}

/** One line of text with its label, and what is wrong with it in its place. */
export function TextField(props: TextFieldProps) {
  const error = props.error ?? null;
  return (
    <AriaTextField
      className={classNames(css['field'], props.className)}
      {...(props.value === undefined ? {} : { value: props.value })}
      {...(props.onChange === undefined ? {} : { onChange: props.onChange })}
      type={props.type ?? 'text'}
      isDisabled={props.isDisabled ?? false}
      isInvalid={error !== null}
      validationBehavior="aria"
      {...(props.labelHidden === true ? { 'aria-label': props.label } : {})}
      {...(props.inputMode === undefined ? {} : { inputMode: props.inputMode })}
      {...(props.name === undefined ? {} : { name: props.name })}
      {...(props.autoComplete === undefined ? {} : { autoComplete: props.autoComplete })}
      {...(props.autoFocus === undefined ? {} : { autoFocus: props.autoFocus })}
      {...(props.onBlur === undefined ? {} : { onBlur: props.onBlur })}
    >
      {props.labelHidden === true ? null : <Label className={css['label']}>{props.label}</Label>}
      <div className={css['box']}>
        <Input
          className={css['input'] ?? ''}
          {...(props.placeholder === undefined ? {} : { placeholder: props.placeholder })}
          {...(props.ref === undefined ? {} : { ref: props.ref })}
        />
        {props.end}
      </div>
      {props.description === undefined || error !== null ? null : (
        <Text slot="description" className={css['description'] ?? ''}>
          {props.description}
        </Text>
      )}
      <FieldError className={css['error'] ?? ''}>{error}</FieldError>
    </AriaTextField>
  );
}
