import { Scale } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ReadValue } from '../../../../shared/contract/reads.ts';
import { dateFormat } from '../../../i18n/date-format.ts';
import { useLocale } from '../../../i18n/use-locale.ts';
import { type DataColumn, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useMoney } from '../../spend/use-money.ts';
import css from './reconciliation.module.css';

type Books = ReadValue<'spend.reconciliation'>;
type BookRow = Books['rows'][number];

export interface BookTableProps {
  readonly label: string;
  readonly books: Books;
  /** Rows on which both agree too. */
  readonly isWhole: boolean;
}

/** Day by day and kind by kind: what is in the ledger, what the provider counts, and why they differ. */
export function BookTable({ label, books, isWhole }: BookTableProps) {
  const { t } = useTranslation('spend');
  const locale = useLocale();
  const money = useMoney();
  const { rows, currency } = books;
  const shown = isWhole
    ? rows
    : rows.filter(({ theirs, reasons }) => theirs !== null && reasons.length > 0);
  const dayFormat = dateFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const amount = (micro: number | null) => (micro === null ? '–' : money({ micro, currency }));
  const whyOf = ({ reasons }: BookRow) =>
    reasons.map(({ reason, count }) => t(`books.reason.${reason}`, { count })).join(' ');
  const columns: readonly DataColumn<BookRow>[] = [
    {
      id: 'day',
      header: t('books.day'),
      value: ({ day }) => day,
      cell: ({ day }) => <span className={css['day']}>{dayFormat.format(Date.parse(day))}</span>,
    },
    {
      id: 'kind',
      header: t('books.kindOf'),
      value: ({ kind }) => t(`books.kind.${kind}`),
      cell: ({ kind }) => <span className={css['kind']}>{t(`books.kind.${kind}`)}</span>,
    },
    {
      id: 'ours',
      header: t('books.ours'),
      value: ({ ours }) => (isUnknown(ours) ? null : decimal(ours.micro)),
      cell: ({ ours }) =>
        isUnknown(ours)
          ? t('books.unknown')
          : ours.withoutPrice === 0
            ? amount(ours.micro)
            : t('books.partly', { amount: amount(ours.micro) }),
      align: 'end',
    },
    {
      id: 'theirs',
      header: t('books.theirs'),
      value: ({ theirs }) => decimal(theirs?.micro ?? null),
      cell: ({ theirs }) => amount(theirs?.micro ?? null),
      align: 'end',
    },
    {
      id: 'difference',
      header: t('books.difference'),
      value: ({ difference }) => decimal(difference),
      cell: ({ difference }) =>
        difference === null || difference === 0
          ? amount(difference)
          : `${difference > 0 ? '+' : '−'}${amount(Math.abs(difference))}`,
      align: 'end',
    },
    {
      id: 'why',
      header: t('books.why'),
      value: whyOf,
      cell: (row) => <span className={css['why']}>{whyOf(row)}</span>,
    },
    side(t('books.messages'), 'messages', ({ ours }) => ours.count),
    side(t('books.theirMessages'), 'theirMessages', ({ theirs }) => theirs?.count ?? null),
  ];
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={shown}
      idOf={({ day, kind }) => `${day} ${kind}`}
      empty={
        <EmptyState
          icon={<Scale size={20} />}
          title={t(rows.length === 0 ? 'books.nothing' : 'books.noDifference')}
        >
          {t(rows.length === 0 ? 'books.nothingNext' : 'books.noDifferenceNext')}
        </EmptyState>
      }
    />
  );
}

function side(
  header: string,
  id: string,
  value: (row: BookRow) => number | null,
): DataColumn<BookRow> {
  const cell = (row: BookRow) => value(row) ?? '–';
  return { id, header, value, cell, align: 'end', isOptional: true };
}

/** Nobody has a price for any of them: that is not 0. */
function isUnknown({ count, withoutPrice }: BookRow['ours']): boolean {
  return count > 0 && withoutPrice === count;
}

/** An amount for the file: of the currency itself. */
function decimal(micro: number | null): number | null {
  return micro === null ? null : micro / 1_000_000;
}
