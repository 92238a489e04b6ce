import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseMicro, showMicro } from '../../../../shared/domain/billing/money.ts';
import { useNow } from '../../../bridge/records.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { announce } from '../../../ui/toasts.tsx';
import form from '../admin-form.module.css';
import { RefusedWords } from '../refused-words.tsx';
import type { PeriodSpend } from './period-card.tsx';

export interface BudgetDialogProps extends Pick<PeriodSpend, 'period' | 'cap'> {
  readonly currency: string;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** Sets the budget of a period, or takes it away. */
export function BudgetDialog(props: BudgetDialogProps) {
  const { period, cap, currency, onClose } = props;
  const { t } = useTranslation('spend');
  const admin = useTranslation('admin');
  const save = useNow('budget.save');
  const [text, setText] = useState(cap === null ? '' : showMicro(cap).replace(/00$/, ''));
  const amount = parseMicro(text.trim().replace(',', '.'));
  const give = (micro: number | null) =>
    save.mutate(
      { scope: '', period, cap: micro },
      {
        onSuccess: () => {
          announce(t(micro === null ? 'budget.removed' : 'budget.saved'));
          props.onChanged();
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={t(`budget.title.${period}`)}
      size="small"
      isOpen
      onClose={onClose}
      actions={
        <>
          {cap === null ? null : (
            <Button variant="quiet" isBusy={save.isPending} onPress={() => give(null)}>
              {t('budget.remove')}
            </Button>
          )}
          <Button
            variant="primary"
            isDisabled={amount === null}
            isBusy={save.isPending}
            onPress={() => give(amount)}
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
          if (amount !== null) give(amount);
        }}
      >
        <TextField
          label={t('budget.amount', { currency })}
          value={text}
          onChange={setText}
          autoFocus
          error={amount === null && text !== '' ? t('budget.bad') : null}
          description={t('budget.hint')}
        />
        <RefusedWords error={save.error} />
      </form>
    </Dialog>
  );
}
