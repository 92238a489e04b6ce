import { Gauge, OctagonX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { budgetNoticeId } from '../../../../../shared/contract/ids.ts';
import { useNow } from '../../../../bridge/records.ts';
import { useMoney } from '../../../spend/use-money.ts';
import { NoticeBox } from '../../notice-box.tsx';
import { useScopeWords } from '../../../spend/scope-words.ts';
import { useBudgetNotices } from './use-budget-notices.ts';

/** Which budgets have come near their end, or to it. */
export function BudgetNotices() {
  const { t } = useTranslation('spend');
  const money = useMoney();
  const scopeWords = useScopeWords();
  const { currency, notices, refresh } = useBudgetNotices();
  const dismiss = useNow('budgetNotice.dismiss');
  return (
    <NoticeBox
      title={t('budgetNotices.title')}
      notices={notices.map(({ id, at, percent, period, cap, ...budget }) => ({
        id,
        at,
        icon: percent === 100 ? OctagonX : Gauge,
        isGrave: percent === 100,
        name: scopeWords(budget),
        said: t('budgetNotices.said', {
          percent,
          cap: money({ micro: cap, currency }),
          period: t(`budgetNotices.period.${period}`),
        }),
        next: [t(percent === 100 ? 'budgetNotices.full' : 'budgetNotices.near')],
      }))}
      isBusy={dismiss.isPending}
      error={dismiss.error}
      onPutAway={(ids) =>
        dismiss.mutate(
          { noticeIds: ids.map((id) => budgetNoticeId.parse(id)) },
          { onSettled: refresh },
        )
      }
    />
  );
}
