import { useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import css from './growing-text.module.css';

export interface GrowingTextProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly describedBy?: string | undefined;
  readonly isInvalid: boolean;
  readonly onChange: (value: string) => void;
  readonly onBlur: () => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
}

/** A text that grows with its lines, from one to eight, then scrolls. */
export function GrowingText(props: GrowingTextProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    // The largest height is the style sheet's; the smallest is one row.
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [props.value]);
  return (
    <textarea
      ref={field}
      className={css['text']}
      rows={1}
      dir="auto"
      data-composer-focus=""
      aria-label={props.label}
      aria-describedby={props.describedBy}
      aria-invalid={props.isInvalid}
      placeholder={props.placeholder}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      onBlur={props.onBlur}
      onKeyDown={props.onKeyDown}
    />
  );
}
