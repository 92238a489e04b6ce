import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RefusedError } from '../../../../shared/contract/errors.ts';
import { parseMicro, showMicro } from '../../../../shared/domain/billing/money.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import form from '../admin-form.module.css';
import { RefusedWords } from '../refused-words.tsx';

export interface AmountDialogProps {
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  /** What takes it away. */
  readonly removal: string;
  /** What it is now, in micro-units; null: nothing. */
  readonly amount: number | null;
  readonly isBusy: boolean;
  readonly error: RefusedError | null;
  /** Null: it is taken away. */
  readonly onGive: (micro: number | null) => void;
  readonly onClose: () => void;
}

/** Asks for one amount of money, or takes it away. */
export function AmountDialog(props: AmountDialogProps) {
  const { t } = useTranslation('spend');
  const admin = useTranslation('admin');
  const { amount: before, isBusy, onGive } = props;
  const [text, setText] = useState(before === null ? '' : showMicro(before).replace(/00$/, ''));
  const amount = parseMicro(text.trim().replace(',', '.'));
  return (
    <Dialog
      title={props.title}
      size="small"
      isOpen
      onClose={props.onClose}
      actions={
        <>
          {before === null ? null : (
            <Button variant="quiet" isBusy={isBusy} onPress={() => onGive(null)}>
              {props.removal}
            </Button>
          )}
          <Button
            variant="primary"
            isDisabled={amount === null}
            isBusy={isBusy}
            onPress={() => onGive(amount)}
          >
            {admin.t('save')}
          </Button>
        </>
      }
    >
      <form
        className={form['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (amount !== null) onGive(amount);
        }}
      >
        <TextField
          label={props.label}
          value={text}
          onChange={setText}
          autoFocus
          error={amount === null && text !== '' ? t('budget.bad') : null}
          description={props.hint}
        />
        <RefusedWords error={props.error} />
      </form>
    </Dialog>
  );
}
