import type { Day } from './calendar.ts';
import { type BillingUnit, EVERYWHERE, type RateCategory, type RateRow } from './rate-row.ts';
import { PAID_SERVICE_FROM, type Regime } from './regime.ts';

/** A price with where it comes from. */
export interface Rate {
  readonly row: RateRow;
  /** No card of that day has it: it is the newest earlier figure. */
  readonly carried: boolean;
}

type Categories = ReadonlyMap<RateCategory, readonly RateRow[]>;
/** By unit, then by market: asked for each message, so without putting keys together. */
type Prices = ReadonlyMap<BillingUnit, ReadonlyMap<string, Categories>>;

/** Prices to be looked up: those of published cards, and those of a contract, which go first. */
export interface RateBook {
  readonly published: Prices;
  readonly contract: Prices;
}

/** Makes a book. Rows of one price and day are the steps of its volume. */
export function rateBook(
  published: readonly RateRow[],
  contract: readonly RateRow[] = [],
): RateBook {
  return withContract({ published: index(published) }, contract);
}

/** The same published prices with those of a contract. */
export function withContract(
  { published }: Pick<RateBook, 'published'>,
  contract: readonly RateRow[],
): RateBook {
  return { published, contract: index(contract) };
}

function index(rows: readonly RateRow[]): Prices {
  const found = new Map<BillingUnit, Map<string, Map<RateCategory, RateRow[]>>>();
  // The newest first, and of one day the highest step.
  const sorted = rows.toSorted(
    (one, other) => compare(other.validFrom, one.validFrom) || other.above - one.above,
  );
  for (const row of sorted) {
    const markets = found.get(row.unit) ?? new Map<string, Map<RateCategory, RateRow[]>>();
    found.set(row.unit, markets);
    const categories = markets.get(row.market) ?? new Map<RateCategory, RateRow[]>();
    markets.set(row.market, categories);
    const same = categories.get(row.category);
    if (same === undefined) categories.set(row.category, [row]);
    else same.push(row);
  }
  return found;
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** What a price is asked for. */
export interface Asked {
  readonly unit: BillingUnit;
  readonly market: string;
  readonly category: RateCategory;
  readonly day: Day;
  /** Charged ones of this price in this month so far. */
  readonly volume: number;
  /** Of the platform's prices: a figure is not carried from one regime into another. */
  readonly regime?: Regime;
}

/**
 * The price that counts on a day: the contract's where it has one in force, else the published
 * one, else the newest earlier published one of the same regime.
 *
 * @returns null where none is known: the price is then unknown, never nothing
 */
export function rateOn(book: RateBook, asked: Asked): Rate | null {
  const agreed = newest(book.contract, asked, (row) => isInForce(row, asked.day));
  if (agreed !== null) return { row: agreed, carried: false };
  const earliest = asked.regime === 'message_paid_service' ? PAID_SERVICE_FROM : '';
  const row = newest(
    book.published,
    asked,
    ({ validFrom }) => validFrom <= asked.day && validFrom >= earliest,
  );
  return row === null ? null : { row, carried: !isInForce(row, asked.day) };
}

function isInForce({ validFrom, validUntil }: RateRow, day: Day): boolean {
  return validFrom <= day && (validUntil === null || day <= validUntil);
}

function newest(
  prices: Prices,
  { unit, market, category, volume }: Asked,
  counts: (row: RateRow) => boolean,
): RateRow | null {
  const markets = prices.get(unit);
  const rows = markets?.get(market)?.get(category) ?? markets?.get(EVERYWHERE)?.get(category);
  return rows?.find((row) => volume >= row.above && counts(row)) ?? null;
}
