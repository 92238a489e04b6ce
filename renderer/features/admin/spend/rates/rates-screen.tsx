import { Coins, FileDown, FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk, useNow } from '../../../../bridge/records.ts';
import { dateFormat } from '../../../../i18n/date-format.ts';
import { numberFormat } from '../../../../i18n/number-format.ts';
import { useLocale } from '../../../../i18n/use-locale.ts';
import { Button } from '../../../../ui/button.tsx';
import { type DataColumn, DataTable } from '../../../../ui/data-table.tsx';
import { NeedsRelay } from '../needs-relay.tsx';
import { EmptyState } from '../../../../ui/empty-state.tsx';
import { saveText } from '../../../../ui/save-csv.ts';
import { useMoney } from '../../../spend/use-money.ts';
import form from '../../admin-form.module.css';
import { BackHead } from '../../back-head.tsx';
import { RateProblems } from './rate-problems.tsx';
import css from './rates.module.css';
import { TermsDialog } from './terms-dialog.tsx';
import { type OwnRates, useTermsWords } from './terms-words.ts';

type Row = OwnRates['rows'][number];

const idOf = ({ unit, market, category, above, validFrom }: Row): string =>
  [unit, market, category, String(above), validFrom].join(' ');

/** What the company has agreed on with its provider: prices with their days, and how it is billed. */
export function RatesScreen({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation('spend');
  const locale = useLocale();
  const money = useMoney();
  const termsWords = useTermsWords();
  const asked = useAsk('rates.own', {});
  const save = useNow('rates.save');
  const picker = useRef<HTMLInputElement>(null);
  const [isChanging, setChanging] = useState(false);
  const { data: own, error } = asked;
  const refetch = () => void asked.refetch();
  const day = dateFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const numbers = numberFormat(locale);
  const columns: readonly DataColumn<Row>[] = [
    { id: 'unit', header: t('rates.column.unit'), value: ({ unit }) => t(`rates.unit.${unit}`) },
    { id: 'market', header: t('by.market'), value: ({ market }) => market },
    {
      id: 'category',
      header: t('by.category'),
      value: ({ category }) => t(`rates.category.${category}`),
    },
    {
      id: 'above',
      header: t('rates.column.above'),
      value: ({ above }) => above,
      cell: ({ above }) => (above === 0 ? '' : numbers.format(above)),
      align: 'end',
      isOptional: true,
    },
    {
      id: 'amount',
      header: t('rates.column.amount'),
      value: ({ micro }) => micro,
      cell: ({ micro, currency }) => money({ micro, currency }),
      align: 'end',
    },
    {
      id: 'from',
      header: t('rates.column.from'),
      value: ({ validFrom }) => validFrom,
      cell: ({ validFrom }) => day.format(Date.parse(validFrom)),
    },
    {
      id: 'until',
      header: t('rates.column.until'),
      value: ({ validUntil }) => validUntil,
      cell: ({ validUntil }) =>
        validUntil === null ? t('rates.untilNext') : day.format(Date.parse(validUntil)),
    },
    {
      id: 'source',
      header: t('rates.column.source'),
      value: ({ source }) => source,
      isOptional: true,
    },
  ];
  const load = async (file: File | undefined) => {
    if (file === undefined || own === undefined) return;
    const { currency, keepsConversations } = own;
    const csv = await file.text();
    save.mutate({ csv, currency, keepsConversations }, { onSuccess: refetch });
  };
  return (
    <>
      <BackHead
        title={t('rates.title')}
        back={t('books.back')}
        onBack={onBack}
        action={
          own === undefined || error !== null ? null : (
            <>
              <Button onPress={() => setChanging(true)}>{t('terms.open')}</Button>
              <Button
                icon={<FileDown size={16} aria-hidden />}
                onPress={() => saveText('casement-prices.csv', 'text/csv', [own.csv])}
              >
                {t('rates.save')}
              </Button>
              <Button
                variant="primary"
                icon={<FileUp size={16} aria-hidden />}
                isBusy={save.isPending}
                onPress={() => picker.current?.click()}
              >
                {t('rates.load')}
              </Button>
            </>
          )
        }
      >
        {t('rates.what')}
      </BackHead>
      <input
        ref={picker}
        type="file"
        accept=".csv,text/csv"
        hidden
        aria-label={t('rates.file')}
        onChange={(event) => {
          void load(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <NeedsRelay error={error} isBusy={asked.isFetching} onAgain={refetch} />
      {own === undefined || error !== null ? null : (
        <>
          <div className={css['notes']}>
            <p className={form['quiet']}>{termsWords(own)}</p>
            {own.missing.length === 0 ? null : (
              <p role="alert" className={form['refused']}>
                {t('terms.missing', {
                  currencies: new Intl.ListFormat(locale).format(own.missing),
                  currency: own.currency,
                })}
              </p>
            )}
            <RateProblems saved={save.data} error={save.error} />
          </div>
          <DataTable
            label={t('rates.title')}
            columns={columns}
            rows={own.rows}
            idOf={idOf}
            empty={
              <EmptyState icon={<Coins size={20} />} title={t('rates.noneYet')}>
                {t('rates.none')}
              </EmptyState>
            }
          />
        </>
      )}
      {own === undefined || !isChanging ? null : (
        <TermsDialog own={own} onClose={() => setChanging(false)} onChanged={refetch} />
      )}
    </>
  );
}
