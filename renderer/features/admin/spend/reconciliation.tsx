import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReadValue } from '../../../../shared/contract/reads.ts';
import { useAsk } from '../../../bridge/records.ts';
import { dateFormat } from '../../../i18n/date-format.ts';
import { useLocale } from '../../../i18n/use-locale.ts';
import { Choice } from '../../../ui/choice.tsx';
import { NeedsRelay } from './needs-relay.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { useFormats } from '../../conversation/use-formats.ts';
import { useMoney } from '../../spend/use-money.ts';
import { BackHead } from '../back-head.tsx';
import { BookTable } from './book-table.tsx';
import { lastMonths } from './last-months.ts';
import css from './reconciliation.module.css';

type Books = ReadValue<'spend.reconciliation'>;

export interface ReconciliationProps {
  readonly onBack: () => void;
}

/** The ledger of a month held against the provider's own records, with the reasons in words. */
export function Reconciliation({ onBack }: ReconciliationProps) {
  const { t } = useTranslation('spend');
  const locale = useLocale();
  const formats = useFormats();
  const sum = useSum();
  const [chosen, setMonth] = useState<string | null>(null);
  const [shown, setShown] = useState<'different' | 'all'>('different');
  const newest = useAsk('spend.reconciliation', { month: null }).data?.month;
  const asked = useAsk('spend.reconciliation', { month: chosen });
  const { data, error } = asked;
  const monthFormat = dateFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const nameOf = (each: string) => monthFormat.format(Date.parse(`${each}-01`));
  const title = t('books.title');
  return (
    <>
      <BackHead title={title} back={t('books.back')} onBack={onBack}>
        {t('books.what')}
      </BackHead>
      <NeedsRelay error={error} isBusy={asked.isFetching} onAgain={() => void asked.refetch()} />
      {newest === undefined || error !== null ? null : (
        <div className={css['head']}>
          <div className={css['words']}>
            <p>
              {data === undefined ? null : sum(data)}
              {data === undefined || data.compared.withoutPrice === 0
                ? null
                : ` ${t('books.without', { count: data.compared.withoutPrice })}`}
            </p>
            <p className={css['when']}>
              {data === undefined || data.readAt === null
                ? t('books.neverRead')
                : t('books.readAt', { when: formats.exact(data.readAt) })}
            </p>
          </div>
          <div className={css['controls']}>
            <Choice
              label={t('books.show')}
              value={shown}
              onChange={setShown}
              options={[
                { value: 'different', label: t('books.different') },
                { value: 'all', label: t('books.all') },
              ]}
            />
            <SelectField
              label={t('books.month')}
              value={chosen ?? newest}
              onChange={setMonth}
              options={lastMonths(newest).map((value) => ({ value, label: nameOf(value) }))}
            />
          </div>
        </div>
      )}
      {data === undefined && error === null ? (
        <div className={css['head']}>
          <Skeleton width="240px" height="28px" />
        </div>
      ) : null}
      {data === undefined || error !== null ? null : (
        <BookTable
          key={`${data.month} ${shown}`}
          label={`${title}, ${nameOf(data.month)}`}
          books={data}
          isWhole={shown === 'all'}
        />
      )}
    </>
  );
}

/** What both sides come to over the days that both have, as a sentence. */
function useSum(): (books: Books) => string {
  const { t } = useTranslation('spend');
  const money = useMoney();
  return ({ compared: { days, ours, theirs }, currency }) => {
    if (days === 0) return t('books.noDays');
    const amount = (micro: number) => money({ micro, currency });
    const sides = { count: days, ours: amount(ours), theirs: amount(theirs) };
    if (theirs === ours) return t('books.equal', sides);
    const difference = amount(Math.abs(theirs - ours));
    return t(theirs > ours ? 'books.moreThere' : 'books.lessThere', { ...sides, difference });
  };
}
