import { PiggyBank, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk, useAskedAt, useNow } from '../../../../bridge/records.ts';
import { Button } from '../../../../ui/button.tsx';
import { type DataColumn, DataTable } from '../../../../ui/data-table.tsx';
import { NeedsRelay } from '../needs-relay.tsx';
import { EmptyState } from '../../../../ui/empty-state.tsx';
import { announce } from '../../../../ui/toasts.tsx';
import { useFormats } from '../../../conversation/use-formats.ts';
import { useMoney } from '../../../spend/use-money.ts';
import { AsOf } from '../as-of.tsx';
import { BackHead } from '../../back-head.tsx';
import { CeilingDialog } from './ceiling-dialog.tsx';
import css from './budgets.module.css';
import { ScopedBudgetDialog } from './scoped-budget-dialog.tsx';
import { type Budget, usePolicyWords, useScopeWords } from '../../../spend/scope-words.ts';

const idOf = ({ scope, period }: Budget) => `${scope} ${period}`;

/** Every budget of the company: what it holds, how much is used, what it stops, and what waits. */
export function BudgetsScreen({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation('spend');
  const format = useMoney();
  const formats = useFormats();
  const scopeOf = useScopeWords();
  const policyOf = usePolicyWords();
  const asked = useAsk('budgets.list', {});
  const asOf = useAskedAt('budgets.list', {});
  const release = useNow('budget.release');
  const [open, setOpen] = useState<Budget | 'new' | 'ceiling' | null>(null);
  const { data, error } = asked;
  const refetch = () => void asked.refetch();
  const money = (micro: number) => format({ micro, currency: data?.currency ?? 'USD' });
  const columns: readonly DataColumn<Budget>[] = [
    { id: 'scope', header: t('budgets.scope'), value: scopeOf },
    { id: 'period', header: t('budgets.period'), value: ({ period }) => t(`period.${period}`) },
    {
      id: 'used',
      header: t('budgets.used'),
      value: ({ spent, reserved }) => spent + reserved,
      cell: (budget) => <Used budget={budget} money={money} />,
    },
    {
      id: 'left',
      header: t('budgets.left'),
      value: ({ capNow, spent, reserved }) => capNow - spent - reserved,
      cell: ({ capNow, spent, reserved, overage }) =>
        overage > 0
          ? t('budgets.over', { amount: money(overage) })
          : money(Math.max(0, capNow - spent - reserved)),
      align: 'end',
    },
    {
      id: 'policy',
      header: t('budgets.policy'),
      value: (budget) => policyOf(budget),
      cell: (budget) =>
        [
          policyOf(budget),
          budget.override === null
            ? ''
            : t('budgets.overridden', {
                amount: money(budget.override.micro),
                when: formats.exact(budget.override.until),
              }),
        ]
          .filter((words) => words !== '')
          .join(' · ') || t('budgets.usual'),
      isOptional: true,
    },
  ];
  const give = () =>
    release.mutate(
      {},
      {
        onSuccess: (outcome) => {
          const left = outcome?.left ?? 0;
          announce(
            t('budgets.released', { count: outcome?.released ?? 0 }),
            left === 0 ? {} : { next: t('budgets.leftOver', { count: left }) },
          );
          refetch();
        },
      },
    );
  return (
    <>
      <BackHead
        title={t('budgets.title')}
        back={t('books.back')}
        onBack={onBack}
        action={
          error === null ? (
            <>
              <Button onPress={() => setOpen('ceiling')}>{t('budgets.ceiling')}</Button>
              <Button
                variant="primary"
                icon={<Plus size={16} aria-hidden />}
                onPress={() => setOpen('new')}
              >
                {t('budgets.new')}
              </Button>
            </>
          ) : null
        }
      >
        {t('budgets.what')}
      </BackHead>
      <NeedsRelay error={error} isBusy={asked.isFetching} onAgain={refetch} />
      {asOf === null ? null : <AsOf at={asOf} />}
      {data === undefined || error !== null ? null : (
        <>
          {data.stopped === 0 ? null : (
            <div className={css['stopped']} role="status">
              <p>{t('budgets.stopped', { count: data.stopped })}</p>
              <Button isBusy={release.isPending} onPress={give}>
                {t('budgets.release')}
              </Button>
            </div>
          )}
          <DataTable
            label={t('budgets.title')}
            columns={columns}
            rows={data.budgets}
            idOf={idOf}
            onOpen={setOpen}
            empty={
              <EmptyState icon={<PiggyBank size={20} />} title={t('budgets.none')}>
                {t('budgets.noneNext')}
              </EmptyState>
            }
          />
        </>
      )}
      {data === undefined || open === null ? null : open === 'ceiling' ? (
        <CeilingDialog
          ceiling={data.ceiling}
          currency={data.currency}
          onClose={() => setOpen(null)}
          onChanged={refetch}
        />
      ) : (
        <ScopedBudgetDialog
          budget={open === 'new' ? null : open}
          list={data}
          onClose={() => setOpen(null)}
          onChanged={refetch}
        />
      )}
    </>
  );
}

/** How much of a budget is used, as a bar and in words. */
function Used(props: { readonly budget: Budget; readonly money: (micro: number) => string }) {
  const { t } = useTranslation('spend');
  const { spent, reserved, capNow, reached } = props.budget;
  const used = spent + reserved;
  const share = capNow === 0 ? 1 : Math.min(1, used / capNow);
  return (
    <div className={css['used']}>
      <span>
        {t('budgets.usedOf', { used: props.money(used), cap: props.money(capNow) })}
        {reached === null ? null : (
          <span className={css['share']} data-full={reached === 100}>
            {t('budgets.reached', { share: reached })}
          </span>
        )}
      </span>
      <span className={css['meter']} aria-hidden="true">
        <span
          className={css['fill']}
          data-reached={share === 1}
          style={{ inlineSize: `${String(share * 100)}%` }}
        />
      </span>
    </div>
  );
}
