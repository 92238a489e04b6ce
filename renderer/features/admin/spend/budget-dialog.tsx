import { useTranslation } from 'react-i18next';
import { useNow } from '../../../bridge/records.ts';
import { announce } from '../../../ui/toasts.tsx';
import { AmountDialog } from './amount-dialog.tsx';
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
  const save = useNow('budget.save');
  return (
    <AmountDialog
      title={t(`budget.title.${period}`)}
      label={t('budget.amount', { currency })}
      hint={t('budget.hint')}
      removal={t('budget.remove')}
      amount={cap}
      isBusy={save.isPending}
      error={save.error}
      onClose={onClose}
      onGive={(micro) =>
        save.mutate(
          { scope: '', period, cap: micro },
          {
            onSuccess: () => {
              announce(t(micro === null ? 'budget.removed' : 'budget.saved'));
              props.onChanged();
              onClose();
            },
          },
        )
      }
    />
  );
}
