import type { Calendar, Day } from './calendar.ts';
import type { Price, RateSource } from './charge.ts';
import type { Markets } from './markets.ts';
import { type Rate, type RateBook, rateOn, withContract } from './rate-book.ts';
import { type BillingUnit, EVERYWHERE, type RateCategory, type RateRow } from './rate-row.ts';
import { type KeptConversations, type Regime, regimeOn } from './regime.ts';

/** All by which an account is billed. */
export interface Tariff {
  readonly book: RateBook;
  readonly markets: Markets;
  /** Of the account's time zone: days and months begin there. */
  readonly calendar: Calendar;
  /** Null: the platform's calendar. */
  readonly kept: KeptConversations | null;
  /** Where the contract's steps of volume begin, 0 among them. */
  readonly steps: ReadonlySet<number>;
}

/** What a tenant has agreed on with its provider. */
export interface Contract {
  readonly rates: readonly RateRow[];
  readonly keepsConversations: KeptConversations | null;
}

/**
 * The tariff of an account.
 *
 * @param calendar of the account's time zone
 * @param contract null: published prices alone
 */
export function tariffOf(
  published: RateBook,
  markets: Markets,
  calendar: Calendar,
  contract: Contract | null = null,
): Tariff {
  const rates = contract?.rates ?? [];
  return {
    book: withContract(published, rates),
    markets,
    calendar,
    kept: contract?.keepsConversations ?? null,
    steps: new Set([0, ...rates.map(({ above }) => above)]),
  };
}

/** The regime of a day. */
export function regimeOf({ kept }: Tariff, day: Day): Regime {
  return regimeOn(day, kept);
}

/** What the platform takes for a message or a conversation. @param market null: of none */
export function platformPrice(
  { book }: Tariff,
  asked: {
    readonly regime: Regime;
    readonly market: string | null;
    readonly category: RateCategory;
    readonly day: Day;
    readonly volume: number;
  },
  reason: ChargedReason,
): Price {
  const { market, regime } = asked;
  if (market === null) return { kind: 'unknown', reason: 'no_market' };
  const unit: BillingUnit = regime === 'conversation' ? 'conversation' : 'message';
  return priced(rateOn(book, { ...asked, unit, market }), 1, reason);
}

/** What the provider or the carrier takes. @param count segments, or 1 */
export function feePrice(
  { book }: Tariff,
  unit: 'provider_message' | 'sms_segment',
  market: string | null,
  category: RateCategory,
  day: Day,
  count: number,
): Price {
  const rate = rateOn(book, { unit, market: market ?? EVERYWHERE, category, day, volume: 0 });
  return priced(rate, count, unit === 'sms_segment' ? 'sms_segments' : 'provider_fee');
}

type ChargedReason = Extract<Price, { kind: 'charged' }>['reason'];

function priced(rate: Rate | null, count: number, reason: ChargedReason): Price {
  if (rate === null) return { kind: 'unknown', reason: 'no_rate' };
  const { micro, currency } = rate.row;
  if (micro === 0) return { kind: 'free', reason: 'rate_is_zero' };
  return { kind: 'charged', reason, micro: micro * count, currency, rate: sourceOf(rate) };
}

function sourceOf({ row: { card, validFrom, confidence }, carried }: Rate): RateSource {
  return { card, validFrom, confidence, carried };
}
