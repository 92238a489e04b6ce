import { X } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './icon-button.tsx';
import { SelectField } from './select-field.tsx';
import css from './many-of.module.css';

export interface ManyOfProps {
  readonly label: string;
  /** What it means that nothing is chosen. */
  readonly none: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Any number of a list: each is added from it, and taken out again by itself. */
export function ManyOf(props: ManyOfProps) {
  const { t } = useTranslation('common');
  const id = useId();
  const labels = new Map(props.options.map(({ value, label }) => [value, label]));
  const left = props.options.filter(({ value }) => !props.chosen.includes(value));
  return (
    <div className={css['many']}>
      <SelectField
        label={props.label}
        value=""
        options={[
          { value: '', label: props.chosen.length === 0 ? props.none : t('many.add') },
          ...left,
        ]}
        onChange={(value) => {
          if (value !== '') props.onChange([...props.chosen, value]);
        }}
      />
      {props.chosen.length === 0 ? null : (
        <ul className={css['chosen']} aria-label={props.label} id={id}>
          {props.chosen.map((value) => (
            <li key={value} className={css['one']}>
              {labels.get(value) ?? value}
              <IconButton
                label={t('many.takeOut', { name: labels.get(value) ?? value })}
                icon={<X size={14} aria-hidden />}
                onPress={() => props.onChange(props.chosen.filter((one) => one !== value))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
