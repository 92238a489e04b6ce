import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { RefusedError } from '../../../shared/contract/errors.ts';
import { useRefusalWords } from '../../bridge/refusal-words.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import css from './account.module.css';

export interface PasswordFormProps {
  readonly action: string;
  readonly hint: string;
  readonly isBusy: boolean;
  readonly error: RefusedError | null;
  readonly onPassword: (password: string) => void;
  readonly onChange: () => void;
  readonly onCancel: () => void;
}

/** Asks for the password once more before how one signs in is changed. */
export function PasswordForm(props: PasswordFormProps) {
  const { t } = useTranslation('account');
  const wordsOf = useRefusalWords();
  const [password, setPassword] = useState('');
  const problemOf = ({ refusal }: RefusedError) => {
    // Whose account it is, is known here.
    if (refusal.code === 'wrong_credentials') return t('second.wrongPassword');
    const { what, next } = wordsOf(refusal);
    return `${what} ${next}`;
  };
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (password !== '' && !props.isBusy) props.onPassword(password);
  };
  return (
    <form className={css['part']} onSubmit={submit} noValidate>
      <TextField
        label={t('second.password')}
        type="password"
        name="password"
        autoComplete="current-password"
        autoFocus
        value={password}
        description={props.hint}
        error={props.error === null ? null : problemOf(props.error)}
        onChange={(value) => {
          setPassword(value);
          props.onChange();
        }}
      />
      <div className={css['buttons']}>
        <Button type="submit" variant="primary" isDisabled={password === ''} isBusy={props.isBusy}>
          {props.action}
        </Button>
        <Button variant="quiet" onPress={props.onCancel}>
          {t('second.cancel')}
        </Button>
      </div>
    </form>
  );
}
