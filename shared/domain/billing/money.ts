/* Amounts are safe integers of a millionth of a currency (micro-units), never floats: the largest
 * sum that fits is 9 billion of a currency. See docs/decisions on billing. */

/** The currencies in which Meta bills. Source: Meta, pricing, 2026. */
export const CURRENCIES = [
  'USD',
  'AED',
  'ARS',
  'AUD',
  'BRL',
  'CLP',
  'COP',
  'EUR',
  'GBP',
  'IDR',
  'INR',
  'MXN',
  'MYR',
  'PEN',
  'SAR',
  'SGD',
] as const;

export type Currency = (typeof CURRENCIES)[number];

/** An exact amount. */
export interface Money {
  /** Millionths of the currency. */
  readonly micro: number;
  readonly currency: Currency;
}

/** What one unit of a currency is in another, as somebody stated it. */
export interface ExchangeRate {
  readonly from: Currency;
  readonly to: Currency;
  /** Micro-units of `to` for one whole unit of `from`. */
  readonly micro: number;
}

/** A currency of the list by its code; null where it is none. */
export function currencyOf(code: string): Currency | null {
  return CURRENCIES.find((each) => each === code) ?? null;
}

/**
 * Reads an amount below a million with at most six decimals, such as `0.0260`.
 *
 * @returns micro-units; null where it is no such amount: signs, exponents and more digits are none
 */
export function parseMicro(text: string): number | null {
  const [, whole, decimals = ''] = /^(\d{1,6})(?:\.(\d{1,6}))?$/.exec(text) ?? [];
  return whole === undefined ? null : Number(whole) * 1_000_000 + Number(decimals.padEnd(6, '0'));
}

/** An amount as a decimal text of four to six decimals, exactly: `-0.0260`. */
export function showMicro(micro: number): string {
  const digits = Math.abs(micro).toString().padStart(7, '0');
  const decimals = digits.slice(-6).replace(/0{1,2}$/, '');
  return `${micro < 0 ? '-' : ''}${digits.slice(0, -6)}.${decimals}`;
}

/** @throws {RangeError} where the sum would not be exact any more */
export function addMicro(one: number, other: number): number {
  const sum = one + other;
  if (!Number.isSafeInteger(sum)) throw new RangeError('an amount is too large to be exact');
  return sum;
}

/** Sums, each currency apart. */
export function sumByCurrency(amounts: Iterable<Money>): ReadonlyMap<Currency, number> {
  const sums = new Map<Currency, number>();
  for (const { micro, currency } of amounts) {
    sums.set(currency, addMicro(sums.get(currency) ?? 0, micro));
  }
  return sums;
}

/**
 * The sum of amounts in one currency. What is in another is converted by the rate that was stated
 * for it, once per currency, rounded half up.
 *
 * @returns null where an amount is in a currency without a stated rate: it is never guessed
 * @throws {RangeError} where the sum would not be exact any more
 */
export function totalIn(
  currency: Currency,
  amounts: Iterable<Money>,
  rates: readonly ExchangeRate[] = [],
): Money | null {
  let total = 0;
  for (const [each, micro] of sumByCurrency(amounts)) {
    if (each === currency) {
      total = addMicro(total, micro);
      continue;
    }
    const rate = rates.find(({ from, to }) => from === each && to === currency);
    if (rate === undefined) return null;
    // Both are integers below 2^53, but not their product.
    const exact = (BigInt(micro) * BigInt(rate.micro) + 500_000n) / 1_000_000n;
    total = addMicro(total, Number(exact));
  }
  return { micro: total, currency };
}
