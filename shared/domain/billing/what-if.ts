import { bill } from './bill.ts';
import type { BillingEvent, Charge } from './charge.ts';
import { type Currency, type ExchangeRate, totalIn } from './money.ts';
import { addressIn, marketOf } from './markets.ts';
import type { Tariff } from './tariff.ts';

/** What a kind of charge comes to, in micro-units of one currency; what is unknown is counted. */
export interface KindSum {
  readonly micro: number;
  readonly unknown: number;
}

/** What a month came to, and what it would have come to under other rules. */
export type WhatIf = ReadonlyMap<string, { readonly was: KindSum; readonly would: KindSum }>;

export interface WhatIfOptions {
  /** The month of the events and the month whose rules and cards are tried, such as `2026-06`. */
  readonly month: string;
  readonly rulesOf: string;
  readonly currency: Currency;
  readonly rates: readonly ExchangeRate[];
  /** Customers that are taken for ones of another market; null: all stay where they are. */
  readonly elsewhere: Elsewhere | null;
}

/** A share of one market's customers in another one. */
export interface Elsewhere {
  readonly from: string;
  readonly to: string;
  /** Of the customers, 0 to 100. */
  readonly percent: number;
}

const firstMs = (month: string): number => Date.parse(`${month}-01T12:00:00Z`);

/** The same moment of another month: as far from its beginning, and not after its end. */
function movedTo(at: number, month: string, rulesOf: string): number {
  const next = new Date(firstMs(rulesOf));
  next.setUTCMonth(next.getUTCMonth() + 1);
  return Math.min(at - firstMs(month) + firstMs(rulesOf), next.getTime() - 24 * 3_600_000);
}

function sumsOf(
  charges: readonly Charge[],
  { currency, rates }: WhatIfOptions,
): ReadonlyMap<string, KindSum> {
  const sums = new Map<string, KindSum>();
  for (const { category, price } of charges) {
    const { micro, unknown } = sums.get(category) ?? { micro: 0, unknown: 0 };
    const total = price.kind === 'charged' ? totalIn(currency, [price], rates) : null;
    const isUnknown = price.kind === 'unknown' || (price.kind === 'charged' && total === null);
    sums.set(category, {
      micro: micro + (total?.micro ?? 0),
      unknown: unknown + (isUnknown ? 1 : 0),
    });
  }
  return sums;
}

/**
 * The events with a share of a market's customers in another market: whole customers, always the same
 * ones, so that windows and conversations stay together.
 */
function elsewhereOf(
  events: readonly BillingEvent[],
  { markets, calendar }: Tariff,
  { from, to, percent }: Elsewhere,
): readonly BillingEvent[] {
  const own = new Set(
    events.filter(({ address, at }) => marketOf(markets, address, calendar.dayAt(at)) === from),
  );
  const customers = [...new Set([...own].map(({ contact }) => contact))].toSorted();
  const moved = new Set(customers.slice(0, Math.round((customers.length * percent) / 100)));
  return events.map((event): BillingEvent => {
    if (!moved.has(event.contact) || !own.has(event)) return event;
    const address = addressIn(markets, to, calendar.dayAt(event.at));
    return address === null ? event : Object.assign({}, event, { address });
  });
}

/**
 * Bills a month's events as they were, and once more as if they had happened in another month: with
 * its regime, its cards, and its allowances, by this or by another tariff.
 *
 * @param tried the tariff that they are billed by once more
 * @throws {RangeError} where a sum would not be exact any more
 */
export function whatIf(
  events: readonly BillingEvent[],
  tariff: Tariff,
  options: WhatIfOptions,
  tried: Tariff = tariff,
): WhatIf {
  const { month, rulesOf, elsewhere } = options;
  const placed = elsewhere === null ? events : elsewhereOf(events, tariff, elsewhere);
  const moved = placed.map((event): BillingEvent => {
    const at = movedTo(event.at, month, rulesOf);
    return Object.assign({}, event, { at });
  });
  const was = sumsOf(bill(events, tariff).charges, options);
  const would = sumsOf(bill(moved, tried).charges, options);
  const none = { micro: 0, unknown: 0 };
  return new Map(
    [...new Set([...was.keys(), ...would.keys()])].map((kind) => [
      kind,
      { was: was.get(kind) ?? none, would: would.get(kind) ?? none },
    ]),
  );
}
