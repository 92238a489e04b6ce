import { Coins } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReadValue } from '../../../../shared/contract/reads.ts';
import { useAsk } from '../../../bridge/records.ts';
import { dateFormat } from '../../../i18n/date-format.ts';
import { useLocale } from '../../../i18n/use-locale.ts';
import { type DataColumn, DataTable } from '../../../ui/data-table.tsx';
import { Choice } from '../../../ui/choice.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { useMoney } from '../../spend/use-money.ts';
import form from '../admin-form.module.css';
import { RefusedWords } from '../refused-words.tsx';
import { lastMonths } from './last-months.ts';
import css from './what-if-dialog.module.css';

type Row = ReadValue<'spend.whatIf'>['rows'][number];

/** Far enough back that all three ways of billing can be tried. */
const MONTHS = 24;
/** No market was chosen. */
const NOWHERE = '';

/** What a month's messages would have cost under the rules of another one, or at another volume. */
export function WhatIfDialog(props: { readonly newest: string; readonly onClose: () => void }) {
  const { t } = useTranslation('spend');
  const locale = useLocale();
  const format = useMoney();
  const months = lastMonths(props.newest, MONTHS);
  const [month, setMonth] = useState(props.newest);
  const [rulesOf, setRulesOf] = useState(props.newest);
  const [text, setText] = useState('100');
  const volume = /^\d{1,5}$/.test(text) ? Math.min(10_000, Number(text)) : null;
  const [card, setCard] = useState<'own' | 'published'>('own');
  const [from, setFrom] = useState(NOWHERE);
  const [to, setTo] = useState(NOWHERE);
  const [share, setShare] = useState('50');
  const percent = /^\d{1,3}$/.test(share) && Number(share) <= 100 ? Number(share) : null;
  const asked = useAsk('spend.whatIf', {
    month,
    rulesOf,
    volume: volume ?? 100,
    card,
    elsewhere:
      from === NOWHERE || to === NOWHERE || percent === null ? null : { from, to, percent },
  });
  const { data } = asked;
  const date = dateFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const options = months.map((one) => ({
    value: one,
    label: date.format(Date.parse(`${one}-01`)),
  }));
  const money = (micro: number) => format({ micro, currency: data?.currency ?? 'USD' });
  const total = (of: 'was' | 'would') => (data?.rows ?? []).reduce((sum, row) => sum + row[of], 0);
  const columns: readonly DataColumn<Row>[] = [
    { id: 'what', header: t('by.category'), value: ({ category }) => t(`category.${category}`) },
    {
      id: 'was',
      header: t('whatIf.was'),
      value: ({ was }) => was,
      cell: ({ was }) => money(was),
      align: 'end',
    },
    {
      id: 'would',
      header: t('whatIf.would'),
      value: ({ would }) => would,
      cell: ({ would }) => money(would),
      align: 'end',
    },
    {
      id: 'unknown',
      header: t('withoutPrice'),
      value: ({ unknown }) => unknown,
      align: 'end',
      isOptional: true,
    },
  ];
  return (
    <Dialog title={t('whatIf.title')} size="wide" isOpen onClose={props.onClose}>
      <div className={form['form']}>
        <p className={form['quiet']}>{t('whatIf.what')}</p>
        <SelectField
          label={t('whatIf.month')}
          value={month}
          onChange={setMonth}
          options={options}
        />
        <SelectField
          label={t('whatIf.rulesOf')}
          value={rulesOf}
          onChange={setRulesOf}
          options={options}
        />
        <TextField
          label={t('whatIf.volume')}
          value={text}
          onChange={setText}
          error={volume === null ? t('whatIf.badVolume') : null}
        />
        {data?.hasOwn === true ? (
          <Choice
            label={t('whatIf.card')}
            value={card}
            onChange={setCard}
            options={[
              { value: 'own', label: t('whatIf.own') },
              { value: 'published', label: t('whatIf.published') },
            ]}
          />
        ) : null}
        {data === undefined || data.usedMarkets.length === 0 ? null : (
          <div className={css['elsewhere']}>
            <SelectField
              label={t('whatIf.customersIn')}
              value={from}
              onChange={setFrom}
              options={[
                { value: NOWHERE, label: t('whatIf.nowhere') },
                ...data.usedMarkets.map((value) => ({ value, label: value })),
              ]}
            />
            {from === NOWHERE ? null : (
              <>
                <SelectField
                  label={t('whatIf.asIfIn')}
                  value={to}
                  onChange={setTo}
                  options={[
                    { value: NOWHERE, label: t('whatIf.choose') },
                    ...data.markets
                      .filter((one) => one !== from)
                      .map((value) => ({ value, label: value })),
                  ]}
                />
                <TextField
                  label={t('whatIf.share')}
                  value={share}
                  onChange={setShare}
                  error={percent === null ? t('whatIf.badShare') : null}
                />
              </>
            )}
          </div>
        )}
        <RefusedWords error={asked.error} />
        {data === undefined ? null : (
          <>
            <p role="status">
              {t('whatIf.sum', {
                count: data.messages,
                was: money(total('was')),
                would: money(total('would')),
              })}
              {data.isWhole ? null : ` ${t('whatIf.cut')}`}
            </p>
            <DataTable
              label={t('whatIf.title')}
              columns={columns}
              rows={data.rows}
              idOf={({ category }) => category}
              empty={
                <EmptyState icon={<Coins size={20} />} title={t('nothing')}>
                  {t('nothingNext')}
                </EmptyState>
              }
            />
          </>
        )}
      </div>
    </Dialog>
  );
}
