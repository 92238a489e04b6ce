import { useId } from 'react';
import css from './editor.module.css';
import { FindingLines } from './finding-lines.tsx';
import { fieldId } from './place-key.ts';

export interface TextAreaProps {
  readonly label: string;
  /** The place that it is, for what was found and for the preview. */
  readonly place: string;
  readonly value: string;
  readonly longest: number;
  readonly rows?: number;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly onChange: (value: string) => void;
  /** Buttons under it. */
  readonly children?: React.ReactNode;
}

/** A text of a template, with how long it is and what was found in it. */
export function TextArea(props: TextAreaProps) {
  const { label, place, value, longest, rows = 1 } = props;
  const hintId = useId();
  const isLong = value.length > longest;
  const shared = {
    id: fieldId(place),
    className: css['text'],
    dir: 'auto' as const,
    value,
    placeholder: props.placeholder,
    'aria-describedby': `${hintId} ${place}-findings`,
    'aria-invalid': isLong,
  };
  return (
    <div className={css['field']}>
      <span className={css['labelLine']}>
        <label htmlFor={fieldId(place)} className={css['label']}>
          {label}
        </label>
        <span id={hintId} className={css['length']} data-long={isLong}>
          {`${value.length} / ${longest}`}
        </span>
      </span>
      {rows === 1 ? (
        <input {...shared} onChange={(event) => props.onChange(event.currentTarget.value)} />
      ) : (
        <textarea
          {...shared}
          rows={rows}
          onChange={(event) => props.onChange(event.currentTarget.value)}
        />
      )}
      {props.hint === undefined ? null : <p className={css['hint']}>{props.hint}</p>}
      {props.children}
      <FindingLines place={place} />
    </div>
  );
}
