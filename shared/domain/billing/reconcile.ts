import { BOOK_KINDS, type BookKind, type BookReason } from '../../contract/provider-books.ts';
import type { Component } from './charge.ts';
import type { RateCategory } from './rate-row.ts';

/* The ledger held against the provider's own books, day by day (in UTC, as the provider's days
 * are) and kind by kind. */

/** Of a line of the ledger: with which of the provider's records it is compared. */
export function bookKindOf(component: Component, category: RateCategory): BookKind | null {
  if (category === 'failed') return 'failed';
  // The provider counts it with the others.
  const counted = category === 'authentication_international' ? 'authentication' : category;
  const kind = `${component === 'provider' ? 'fee' : component}_${counted}`;
  return BOOK_KINDS.find((each) => each === kind) ?? null;
}

/** One side of a day and kind; micro-units of one currency. */
export interface BookSide {
  readonly count: number;
  readonly micro: number;
}

/** What is known about a day and kind. */
export interface BookFacts {
  readonly kind: BookKind;
  readonly ours: BookSide;
  /** Null: not read, or the day is not over for the provider. */
  readonly theirs: BookSide | null;
  readonly pending: number;
  readonly unknown: number;
  readonly late: number;
  readonly noFinalStatus: number;
  readonly otherCurrency: number;
}

export interface Explained {
  readonly reason: BookReason;
  /** Of messages; 0: the reason has no number. */
  readonly count: number;
}

/** A price has five decimals: each is off by half a hundred-thousandth at the most. Source: Twilio. */
const ROUNDING_MICRO = 5;

/**
 * Why the two sides of a day and kind differ, the likeliest first; empty where they do not.
 * A cause that is known by number is named even where several are at work.
 */
export function explainBooks(facts: BookFacts): readonly Explained[] {
  const { kind, ours, theirs } = facts;
  if (theirs === null) return [{ reason: 'not_read_yet', count: 0 }];
  const difference = theirs.micro - ours.micro;
  const more = theirs.count - ours.count;
  const isEven = difference === 0 && more === 0;
  const found: Explained[] = [];
  const add = (reason: BookReason, count: number): void => {
    if (count > 0) found.push({ reason, count });
  };
  add('prices_unknown', facts.unknown);
  add('other_currency', facts.otherCurrency);
  if (isEven) return found;
  if (kind === 'carrier_fees') return [{ reason: 'not_modelled', count: theirs.count }];
  add('more_there', more);
  add('more_here', -more);
  add('late_delivery', facts.late);
  add('no_final_status', facts.noFinalStatus);
  add('prices_pending', facts.pending);
  if (more === 0 && found.length === 0) {
    const isRounding = Math.abs(difference) <= ours.count * ROUNDING_MICRO;
    found.push({ reason: isRounding ? 'rounding' : 'other_price', count: ours.count });
  }
  return found;
}
