import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefusalWords } from '../../bridge/refusal-words.ts';
import type { RefusedError } from '../../../shared/contract/errors.ts';
import { secondStepCode } from '../../../shared/contract/sign-in.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import css from './account.module.css';

export interface CodeFormProps {
  /** What the button says. */
  readonly action: string;
  readonly hint: string;
  readonly isBusy: boolean;
  readonly error: RefusedError | null;
  readonly onCode: (code: string) => void;
  /** The code was changed: what was said of the last one is over. */
  readonly onChange: () => void;
  /** Beside the button. */
  readonly other?: ReactNode;
}

/** Where the code of the authenticator app goes, or a backup code. */
export function CodeForm(props: CodeFormProps) {
  const { t } = useTranslation('account');
  const wordsOf = useRefusalWords();
  const [code, setCode] = useState('');
  const [isShort, setShort] = useState(false);
  const refused = props.error === null ? null : wordsOf(props.error.refusal);
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const read = secondStepCode.safeParse(code.replaceAll(/\s/gu, ''));
    setShort(!read.success);
    if (read.success && !props.isBusy) props.onCode(read.data);
  };
  return (
    <form className={css['part']} onSubmit={submit} noValidate>
      <TextField
        label={t('code')}
        name="code"
        autoComplete="one-time-code"
        autoFocus
        value={code}
        description={props.hint}
        error={
          isShort ? t('codeShort') : refused === null ? null : `${refused.what} ${refused.next}`
        }
        onChange={(value) => {
          setCode(value);
          setShort(false);
          props.onChange();
        }}
      />
      <div className={css['buttons']}>
        <Button type="submit" variant="primary" size="large" isBusy={props.isBusy}>
          {props.action}
        </Button>
        {props.other}
      </div>
    </form>
  );
}
