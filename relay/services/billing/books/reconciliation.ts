import type { ReadValue } from '../../../../shared/contract/reads.ts';
import { BOOK_KINDS, type BookKind } from '../../../../shared/contract/provider-books.ts';
import { bookKindOf, explainBooks } from '../../../../shared/domain/billing/reconcile.ts';
import type { ReadHandler } from '../../reads/handler.ts';
import {
  billedOfMonth,
  type Billed,
  countedOfMonth,
  type Counted,
  lateOfMonth,
  readingOf,
  withoutEnd,
} from './both-sides.ts';

type BookRow = ReadValue<'spend.reconciliation'>['rows'][number];

const NOTHING = { count: 0, micro: 0 };

/**
 * The ledger of a month held against the provider's own records, by day in UTC and by what is
 * counted, with the reasons for what differs.
 */
export const reconcileMonth: ReadHandler<'spend.reconciliation'> = async (
  { tx, now },
  { month: asked },
) => {
  const month = asked ?? new Date(now).toISOString().slice(0, 7);
  const reading = await readingOf(tx);
  const counted = await countedOfMonth(tx, month);
  const billed = await billedOfMonth(tx, month);
  const stale = await withoutEnd(tx, month);
  const belated = await lateOfMonth(tx, month);
  const currency = counted[0]?.currency ?? billed.find((line) => line.currency)?.currency ?? 'USD';
  const isRead = (day: string) =>
    reading !== null &&
    day >= reading.from &&
    day < new Date(reading.at).toISOString().slice(0, 10);
  const rows = keysOf(counted, billed).map(({ day, kind }): BookRow => {
    const { ours, ...known } = oursOf(billed, { day, kind }, currency);
    const theirs = isRead(day) ? theirsOf(counted, day, kind, currency) : null;
    const noFinalStatus = stale.find((each) => each.day === day && each.kind === kind)?.count ?? 0;
    const isUnknown = ours.count > 0 && ours.withoutPrice === ours.count;
    const difference = theirs === null || isUnknown ? null : theirs.micro - ours.micro;
    const late = belated
      .filter((each) => each.day === day && bookKindOf(each.component, each.category) === kind)
      .reduce((sum, { count }) => sum + count, 0);
    const reasons = [...explainBooks({ kind, ours, theirs, late, noFinalStatus, ...known })];
    return { day, kind, ours, theirs, difference, reasons };
  });
  const compared = rows.filter(({ theirs }) => theirs !== null);
  const ours = compared.reduce((sum, row) => sum + row.ours.micro, 0);
  const theirs = compared.reduce((sum, row) => sum + (row.theirs?.micro ?? 0), 0);
  const withoutPrice = compared.reduce((sum, row) => sum + row.ours.withoutPrice, 0);
  return {
    month,
    currency,
    readAt: reading?.at ?? null,
    rows,
    compared: { days: new Set(compared.map(({ day }) => day)).size, ours, theirs, withoutPrice },
  };
};

function keysOf(counted: readonly Counted[], billed: readonly Billed[]) {
  const found = new Map<string, { day: string; kind: BookKind }>();
  for (const { day, kind } of counted) found.set(`${day} ${kind}`, { day, kind });
  for (const { day, component, category } of billed) {
    const kind = bookKindOf(component, category);
    if (kind !== null) found.set(`${day} ${kind}`, { day, kind });
  }
  // The newest day first; within a day in the order of the list.
  return [...found.values()].toSorted(
    (one, other) =>
      other.day.localeCompare(one.day) ||
      BOOK_KINDS.indexOf(one.kind) - BOOK_KINDS.indexOf(other.kind),
  );
}

function sumOf(
  billed: readonly Billed[],
  { day, kind }: Pick<BookRow, 'day' | 'kind'>,
  of: (line: Billed) => number,
): number {
  return billed.reduce(
    (sum, line) =>
      line.day === day && bookKindOf(line.component, line.category) === kind ? sum + of(line) : sum,
    0,
  );
}

function oursOf(billed: readonly Billed[], row: Pick<BookRow, 'day' | 'kind'>, currency: string) {
  const isOther = (line: Billed) => line.currency !== null && line.currency !== currency;
  return {
    ours: {
      count: sumOf(billed, row, ({ count }) => count),
      micro: sumOf(billed, row, (line) => (isOther(line) ? 0 : line.micro)),
      withoutPrice: sumOf(billed, row, (line) => line.withoutPrice),
    },
    pending: sumOf(billed, row, ({ pending }) => pending),
    unknown: sumOf(billed, row, ({ unknown }) => unknown),
    otherCurrency: sumOf(
      billed,
      row,
      (line) => line.otherCurrency + (isOther(line) ? line.count : 0),
    ),
  };
}

function theirsOf(counted: readonly Counted[], day: string, kind: BookKind, currency: string) {
  const same = counted.filter(
    (record) => record.day === day && record.kind === kind && record.currency === currency,
  );
  return same.reduce(
    (sum, { count, micro }) => ({ count: sum.count + count, micro: sum.micro + micro }),
    NOTHING,
  );
}
