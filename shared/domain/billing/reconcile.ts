import type { Component } from './charge.ts';
import type { RateCategory } from './rate-row.ts';

/* The ledger held against the provider's own books, day by day (in UTC, as the provider's days
 * are) and kind by kind. */

/** What both sides count, in one list; the last two are the provider's alone. */
export const BOOK_KINDS = [
  'fee_inbound',
  'fee_outbound',
  'failed',
  'platform_marketing',
  'platform_utility',
  'platform_authentication',
  'platform_service',
  'sms_inbound',
  'sms_outbound',
  'carrier_fees',
] as const;
export type BookKind = (typeof BOOK_KINDS)[number];

/** Why two sides differ. */
export const BOOK_REASONS = [
  /** The provider's records were not read, or do not reach this day yet. */
  'not_read_yet',
  /** So many messages have an assumed price: the provider has not told its own. */
  'prices_pending',
  /** So many messages that nobody has a price for. */
  'prices_unknown',
  /** The provider counts so many more: sent by something else, or not settled yet. */
  'more_there',
  /** So many more are settled here: the provider counts them on another day, or not yet. */
  'more_here',
  /** Of so many the provider has not said what became of them. */
  'no_final_status',
  /** So many are in another currency. */
  'other_currency',
  /** The ledger has no such fee. */
  'not_modelled',
  /** As many on both sides, at another price. */
  'other_price',
  /** Less than what the decimals of so many prices can come to. */
  'rounding',
] as const;
export type BookReason = (typeof BOOK_REASONS)[number];

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
  add('no_final_status', facts.noFinalStatus);
  add('prices_pending', facts.pending);
  if (more === 0 && found.length === 0) {
    const isRounding = Math.abs(difference) <= ours.count * ROUNDING_MICRO;
    found.push({ reason: isRounding ? 'rounding' : 'other_price', count: ours.count });
  }
  return found;
}
