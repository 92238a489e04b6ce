import type { RefusedError } from '../../../shared/contract/errors.ts';
import { useRefusalWords } from '../../bridge/refusal-words.ts';
import css from './admin-form.module.css';

/** What the relay refused, and what helps; nothing where it did not. */
export function RefusedWords(props: { readonly error: RefusedError | null }) {
  const wordsOf = useRefusalWords();
  if (props.error === null) return null;
  const { what, next } = wordsOf(props.error.refusal);
  return (
    <p role="alert" className={css['refused']}>
      {what} {next}
    </p>
  );
}
