import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseMicro, showMicro } from '../../../../../shared/domain/billing/money.ts';
import { useNow } from '../../../../bridge/records.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { TextField } from '../../../../ui/text-field.tsx';
import { announce } from '../../../../ui/toasts.tsx';
import form from '../../admin-form.module.css';
import { RefusedWords } from '../../refused-words.tsx';

export interface CeilingDialogProps {
  readonly ceiling: number | null;
  readonly currency: string;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** What a message is taken to cost at the most where nobody knows its price. */
export function CeilingDialog(props: CeilingDialogProps) {
  const { t } = useTranslation('spend');
  const admin = useTranslation('admin');
  const save = useNow('budget.setCeiling');
  const { ceiling, currency, onClose } = props;
  const [text, setText] = useState(ceiling === null ? '' : showMicro(ceiling));
  const amount = parseMicro(text.trim().replace(',', '.'));
  const give = (micro: number | null) =>
    save.mutate(
      { micro },
      {
        onSuccess: () => {
          announce(t(micro === null ? 'budgets.ceilingGone' : 'budgets.ceilingSaved'));
          props.onChanged();
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={t('budgets.ceiling')}
      size="small"
      isOpen
      onClose={onClose}
      actions={
        <>
          {ceiling === null ? null : (
            <Button variant="quiet" isBusy={save.isPending} onPress={() => give(null)}>
              {t('budgets.ceilingRemove')}
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
      <div className={form['form']}>
        <TextField
          label={t('budgets.ceilingAmount', { currency })}
          value={text}
          onChange={setText}
          autoFocus
          error={amount === null && text !== '' ? t('budget.bad') : null}
          description={t('budgets.ceilingHint')}
        />
        <RefusedWords error={save.error} />
      </div>
    </Dialog>
  );
}
