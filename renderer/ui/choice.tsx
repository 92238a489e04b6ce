import type { ReactNode } from 'react';
import { Label } from 'react-aria-components/Label';
import { RadioButton, RadioField, RadioGroup } from 'react-aria-components/RadioGroup';
import css from './choice.module.css';

export interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly {
    readonly value: T;
    readonly label: string;
    readonly icon?: ReactNode;
  }[];
  readonly onChange: (value: T) => void;
}

/** One of a few, all in sight. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  return (
    <RadioGroup
      className={css['choice'] ?? ''}
      orientation="horizontal"
      value={props.value}
      onChange={(value) => {
        const option = props.options.find((one) => one.value === value);
        if (option !== undefined) props.onChange(option.value);
      }}
    >
      <Label className={css['label']}>{props.label}</Label>
      <div className={css['options']}>
        {props.options.map((option) => (
          <RadioField key={option.value} value={option.value}>
            <RadioButton className={css['option'] ?? ''}>
              {option.icon}
              {option.label}
            </RadioButton>
          </RadioField>
        ))}
      </div>
    </RadioGroup>
  );
}
