import { useTranslation } from 'react-i18next';
import { useNow } from '../../../../bridge/records.ts';
import { announce } from '../../../../ui/toasts.tsx';
import { AmountDialog } from '../amount-dialog.tsx';

export interface CeilingDialogProps {
  readonly ceiling: number | null;
  readonly currency: string;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** What a message is taken to cost at the most where nobody knows its price. */
export function CeilingDialog(props: CeilingDialogProps) {
  const { t } = useTranslation('spend');
  const save = useNow('budget.setCeiling');
  const { ceiling, currency, onClose } = props;
  return (
    <AmountDialog
      title={t('budgets.ceiling')}
      label={t('budgets.ceilingAmount', { currency })}
      hint={t('budgets.ceilingHint')}
      removal={t('budgets.ceilingRemove')}
      amount={ceiling}
      isBusy={save.isPending}
      error={save.error}
      onClose={onClose}
      onGive={(micro) =>
        save.mutate(
          { micro },
          {
            onSuccess: () => {
              announce(t(micro === null ? 'budgets.ceilingGone' : 'budgets.ceilingSaved'));
              props.onChanged();
              onClose();
            },
          },
        )
      }
    />
  );
}
