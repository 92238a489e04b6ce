import { Coins } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReadInput, ReadValue } from '../../../../shared/contract/reads.ts';
import { useAsk, useAskedAt } from '../../../bridge/records.ts';
import { Button } from '../../../ui/button.tsx';
import { type DataColumn, DataTable } from '../../../ui/data-table.tsx';
import { NeedsRelay } from './needs-relay.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { useMoney } from '../../spend/use-money.ts';
import { SectionHead } from '../section-head.tsx';
import { AsOf } from './as-of.tsx';
import { BudgetNotices } from './budgets/budget-notices.tsx';
import { DayChart } from './day-chart.tsx';
import { PeriodCard } from './period-card.tsx';
import { SpendLines } from './spend-lines.tsx';
import { WhatIfDialog } from './what-if-dialog.tsx';
import css from './spend-screen.module.css';

type By = ReadInput<'spend.month'>['by'];
type Group = ReadValue<'spend.month'>['groups'][number];

const BY = [
  'category',
  'day',
  'market',
  'template',
  'automation',
  'author',
  'person',
  'sender',
  'conversation',
  'order',
  'initiator',
  'reason',
] as const satisfies By[];

export interface SpendScreenProps {
  /** The button that leads to the provider's own records. */
  readonly compare: ReactNode;
}

/** What messages cost, by what it was spent, and the budgets that hold it. */
export function SpendScreen({ compare }: SpendScreenProps) {
  const { t } = useTranslation('spend');
  const admin = useTranslation('admin');
  const money = useMoney();
  const [by, setBy] = useState<By>('category');
  const [opened, setOpened] = useState<Group | null>(null);
  const [isTrying, setTrying] = useState(false);
  const asked = useAsk('spend.month', { month: null, by });
  const asOf = useAskedAt('spend.month', { month: null, by });
  const refetch = () => void asked.refetch();
  const { data } = asked;
  const sumsOf = ({ sums }: Pick<Group, 'sums'>) => sums.map(money).join(' + ');
  const nameOf = ({ key, label }: Group) => {
    if (by === 'category' || by === 'initiator' || by === 'reason') return t(`${by}.${key}`);
    if (by === 'author') return key === '' ? t('none.author') : t(`author.${key}`);
    const named = ['market', 'person', 'template', 'automation', 'order'] as const;
    const none = named.find((one) => one === by);
    return label === '' && none !== undefined ? t(`none.${none}`) : label;
  };
  const columns: readonly DataColumn<Group>[] = [
    { id: 'name', header: t(`by.${by}`), value: nameOf },
    {
      id: 'cost',
      header: t('cost'),
      value: ({ sums }) => sums[0]?.micro ?? 0,
      cell: (group) => (group.sums.length === 0 ? '–' : sumsOf(group)),
      align: 'end',
    },
    { id: 'free', header: t('free'), value: ({ free }) => free, align: 'end', isOptional: true },
    {
      id: 'unknown',
      header: t('withoutPrice'),
      value: ({ unknown }) => unknown,
      align: 'end',
      isOptional: true,
    },
  ];
  return (
    <>
      <SectionHead
        title={admin.t('section.spend')}
        action={
          asked.error === null ? (
            <>
              {compare}
              <Button onPress={() => setTrying(true)}>{t('whatIf.open')}</Button>
            </>
          ) : null
        }
      >
        {t('what')}
      </SectionHead>
      <NeedsRelay error={asked.error} isBusy={asked.isFetching} onAgain={refetch} />
      {asOf === null ? null : <AsOf at={asOf} />}
      <BudgetNotices />
      {data === undefined || asked.error !== null ? null : (
        <>
          <div className={css['periods']}>
            {data.periods.map((spend) => (
              <PeriodCard
                key={spend.period}
                spend={spend}
                currency={data.currency}
                onChanged={refetch}
              />
            ))}
          </div>
          <div className={css['notes']}>
            {data.unknown === 0 ? null : (
              <p className={css['quiet']}>{t('unknown', { count: data.unknown })}</p>
            )}
            {data.stale.count === 0 ? null : (
              <p className={css['quiet']}>
                {t('stale', {
                  count: data.stale.count,
                  amount: money({ micro: data.stale.micro, currency: data.currency }),
                })}
              </p>
            )}
          </div>
          <DayChart {...data} onTable={() => setBy('day')} />
          <div className={css['bar']}>
            <h3 className={css['name']}>
              {t('month')}
              {data.sums.length === 0 ? null : `: ${sumsOf(data)}`}
            </h3>
            <SelectField
              label={t('groupBy')}
              value={by}
              onChange={setBy}
              options={BY.map((value) => ({ value, label: t(`by.${value}`) }))}
            />
          </div>
          {data.groupsLeftOut === 0 ? null : (
            <div className={css['notes']}>
              <p className={css['quiet']}>{t('leftOut', { count: data.groupsLeftOut })}</p>
            </div>
          )}
          <DataTable
            key={by}
            label={admin.t('section.spend')}
            columns={columns}
            rows={data.groups}
            idOf={({ key }) => key}
            onOpen={setOpened}
            empty={
              <EmptyState icon={<Coins size={20} />} title={t('nothing')}>
                {t('nothingNext')}
              </EmptyState>
            }
          />
        </>
      )}
      {data === undefined || opened === null ? null : (
        <SpendLines
          title={t('lines.title', { by: t(`by.${by}`), name: nameOf(opened) })}
          month={data.month}
          by={by}
          key_={opened.key}
          onClose={() => setOpened(null)}
        />
      )}
      {data !== undefined && isTrying ? (
        <WhatIfDialog newest={data.month} onClose={() => setTrying(false)} />
      ) : null}
    </>
  );
}
