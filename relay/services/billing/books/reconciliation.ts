import { BOOK_KINDS, type BookKind } from '../../../../shared/contract/provider-books.ts';
import {
  type BookFacts,
  bookKindOf,
  explainBooks,
} from '../../../../shared/domain/billing/reconcile.ts';
import type { ReadHandler } from '../../reads/handler.ts';
import {
  billedOfMonth,
  type Billed,
  countedOfMonth,
  type Counted,
  readingOf,
  withoutEnd,
} from './both-sides.ts';

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
  const currency = counted[0]?.currency ?? billed.find((line) => line.currency)?.currency ?? 'USD';
  const isRead = (day: string) =>
    reading !== null &&
    day >= reading.from &&
    day < new Date(reading.at).toISOString().slice(0, 10);
  const rows = keysOf(counted, billed).map(({ day, kind }) => {
    const facts: BookFacts = {
      kind,
      ...oursOf(billed, day, kind, currency),
      theirs: isRead(day) ? theirsOf(counted, day, kind, currency) : null,
      noFinalStatus: stale.find((each) => each.day === day && each.kind === kind)?.count ?? 0,
    };
    const { ours, theirs } = facts;
    const difference = theirs === null ? null : theirs.micro - ours.micro;
    return { day, kind, ours, theirs, difference, reasons: [...explainBooks(facts)] };
  });
  const compared = rows.filter(({ theirs }) => theirs !== null);
  const ours = compared.reduce((sum, row) => sum + row.ours.micro, 0);
  const theirs = compared.reduce((sum, row) => sum + (row.theirs?.micro ?? 0), 0);
  return {
    month,
    currency,
    readAt: reading?.at ?? null,
    rows,
    compared: { days: new Set(compared.map(({ day }) => day)).size, ours, theirs },
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

function oursOf(billed: readonly Billed[], day: string, kind: BookKind, currency: string) {
  const same = billed.filter(
    (line) => line.day === day && bookKindOf(line.component, line.category) === kind,
  );
  const sum = (of: (line: Billed) => number) => same.reduce((all, line) => all + of(line), 0);
  return {
    ours: {
      count: sum(({ count }) => count),
      micro: sum((line) => (line.currency === currency ? line.micro : 0)),
    },
    pending: sum(({ pending }) => pending),
    unknown: sum(({ unknown }) => unknown),
    otherCurrency: sum(
      (line) =>
        line.otherCurrency +
        (line.currency === null || line.currency === currency ? 0 : line.count),
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
