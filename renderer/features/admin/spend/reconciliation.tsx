import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReadValue } from '../../../../shared/contract/reads.ts';
import { useAsk } from '../../../bridge/records.ts';
import { dateFormat } from '../../../i18n/date-format.ts';
import { useLocale } from '../../../i18n/use-locale.ts';
import { Choice } from '../../../ui/choice.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { useFormats } from '../../conversation/use-formats.ts';
import { useMoney } from '../../spend/use-money.ts';
import { BookTable } from './book-table.tsx';
import { lastMonths } from './last-months.ts';
import css from './reconciliation.module.css';

type Books = ReadValue<'spend.reconciliation'>;

/** The ledger of a month held against the provider's own records, with the reasons in words. */
export function Reconciliation() {
  const { t } = useTranslation('spend');
  const locale = useLocale();
  const formats = useFormats();
  const [chosen, setMonth] = useState<string | null>(null);
  const [shown, setShown] = useState<'different' | 'all'>('different');
  const newest = useAsk('spend.reconciliation', { month: null }).data?.month;
  const { data, error } = useAsk('spend.reconciliation', { month: chosen });
  const sum = useSum();
  // What stands above has told why nothing can be read.
  if (newest === undefined || error !== null) return null;
  const month = chosen ?? newest;
  const monthFormat = dateFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const nameOf = (each: string) => monthFormat.format(Date.parse(`${each}-01`));
  const title = t('books.title');
  return (
    <section className={css['books']} aria-label={title}>
      <div className={css['head']}>
        <div className={css['words']}>
          <h3 className={css['title']}>{title}</h3>
          <p className={css['what']}>{t('books.what')}</p>
        </div>
        <SelectField
          label={t('books.month')}
          value={month}
          onChange={setMonth}
          options={lastMonths(newest).map((value) => ({ value, label: nameOf(value) }))}
        />
      </div>
      {data === undefined ? null : (
        <>
          <div className={css['head']}>
            <div className={css['words']}>
              <p>{sum(data)}</p>
              <p className={css['what']}>
                {data.readAt === null
                  ? t('books.neverRead')
                  : t('books.readAt', { when: formats.exact(data.readAt) })}
              </p>
            </div>
            <Choice
              label={t('books.show')}
              value={shown}
              onChange={setShown}
              options={[
                { value: 'different', label: t('books.different') },
                { value: 'all', label: t('books.all') },
              ]}
            />
          </div>
          <BookTable
            key={`${month} ${shown}`}
            label={`${title}, ${nameOf(month)}`}
            books={data}
            isWhole={shown === 'all'}
          />
        </>
      )}
    </section>
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
