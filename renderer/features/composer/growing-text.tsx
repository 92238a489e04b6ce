import {
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  type ClipboardEvent,
  type KeyboardEvent,
  type Ref,
} from 'react';
import css from './growing-text.module.css';
import { insertAt } from './insert-at.ts';

/** What can be asked of the text. */
export interface GrowingTextHandle {
  /**
   * Puts something in at the cursor, as if it were typed, and leaves the cursor behind it.
   *
   * @param replaced so many characters before the cursor go
   * @returns where it begins
   */
  readonly insert: (inserted: string, replaced?: number) => number;
  /** Where the cursor stands. */
  readonly cursor: () => number;
  readonly select: (start: number, end: number) => void;
  readonly focus: () => void;
}

export interface GrowingTextProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly describedBy?: string | undefined;
  readonly isInvalid: boolean;
  /** A list that is open for what is being typed, and what the arrow keys are at in it. */
  readonly popup?: { readonly listId: string; readonly activeId: string } | null;
  readonly onChange: (value: string) => void;
  readonly onBlur: () => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  readonly onPaste: (event: ClipboardEvent<HTMLTextAreaElement>) => void;
  readonly ref: Ref<GrowingTextHandle>;
}

/** Where the style sheet does it, nothing needs to be measured. */
const GROWS_BY_ITSELF = CSS.supports('field-sizing', 'content');

/** A text that grows with its lines, from one to eight, then scrolls. */
export function GrowingText(props: GrowingTextProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  /** Where the cursor goes once the inserted text is drawn. */
  const cursor = useRef<number | null>(null);
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    // The largest height is the style sheet's; the smallest is one row.
    if (!GROWS_BY_ITSELF) {
      element.style.height = 'auto';
      element.style.height = `${element.scrollHeight}px`;
    }
    if (cursor.current === null) return;
    element.setSelectionRange(cursor.current, cursor.current);
    cursor.current = null;
  }, [props.value]);

  useImperativeHandle(props.ref, () => ({
    cursor: () => field.current?.selectionStart ?? 0,
    insert: (inserted, replaced = 0) => {
      const element = field.current;
      if (element === null) return 0;
      const { value, selectionStart, selectionEnd } = element;
      const next = insertAt(value, selectionStart - replaced, selectionEnd, inserted);
      cursor.current = next.cursor;
      props.onChange(next.text);
      return next.cursor - inserted.length;
    },
    select: (start, end) => field.current?.setSelectionRange(start, end),
    focus: () => field.current?.focus(),
  }));

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
      aria-controls={props.popup?.listId}
      aria-activedescendant={props.popup?.activeId}
      placeholder={props.placeholder}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      onBlur={props.onBlur}
      onKeyDown={props.onKeyDown}
      onPaste={props.onPaste}
    />
  );
}
