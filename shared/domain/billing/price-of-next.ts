import type { Channel } from '../../contract/records.ts';
import type { Component, Price } from './charge.ts';
import { billEvent } from './engine.ts';
import { marketOf } from './markets.ts';
import { type Currency, type ExchangeRate, type Money, totalIn } from './money.ts';
import type { MessageCategory } from './rate-row.ts';
import { FREE_SERVICE_MESSAGES, type Regime } from './regime.ts';
import type { PairState, Usage } from './state.ts';
import { regimeOf, type Tariff } from './tariff.ts';

/** The message that somebody thinks of sending. */
export interface NextMessage {
  /** ms on the relay's clock: as if it arrived at once. */
  readonly now: number;
  readonly channel: Channel;
  readonly address: string;
  readonly category: MessageCategory;
  /** Of an SMS; 1 for everything else. */
  readonly segments: number;
}

/** What it would cost. */
export interface NextPrice {
  readonly market: string | null;
  readonly category: MessageCategory;
  readonly regime: Regime;
  /** Each part with its reason, the platform's or the carrier's first. */
  readonly parts: readonly { readonly component: Component; readonly price: Price }[];
  /** All of it: null where a part is unknown, or in a currency that nobody stated a rate for. */
  readonly total: Money | null;
  /** Free service messages that the number has left this month; null: there is no allowance. */
  readonly allowanceLeft: number | null;
}

/**
 * The cost of a message before it is sent. Whether it may be sent is not answered here.
 *
 * @param before what is known of the number and the customer
 * @param usage of this month so far
 * @param currency of the total
 */
export function priceOfNext(
  { now, segments, ...message }: NextMessage,
  before: PairState,
  usage: Usage,
  tariff: Tariff,
  currency: Currency = 'USD',
  rates: readonly ExchangeRate[] = [],
): NextPrice {
  const { charges } = billEvent(
    { ...message, kind: 'delivered', id: 'next', at: now, sender: '', contact: '', segments },
    before,
    usage,
    tariff,
  );
  const day = tariff.calendar.dayAt(now);
  const regime = regimeOf(tariff, day);
  return {
    market: marketOf(tariff.markets, message.address, day),
    category: message.category,
    regime,
    parts: charges.map(({ component, price }) => ({ component, price })),
    total: totalOf(
      charges.map(({ price }) => price),
      currency,
      rates,
    ),
    allowanceLeft:
      message.channel === 'whatsapp' &&
      message.category === 'service' &&
      regime === 'message_paid_service'
        ? Math.max(0, FREE_SERVICE_MESSAGES - usage.freeMessages)
        : null,
  };
}

/**
 * The sum of prices. @returns null where one is unknown, or in a currency without a stated rate
 */
export function totalOf(
  prices: readonly Price[],
  currency: Currency,
  rates: readonly ExchangeRate[] = [],
): Money | null {
  const known: Money[] = [];
  for (const price of prices) {
    if (price.kind === 'unknown') return null;
    if (price.kind === 'charged') known.push(price);
  }
  return totalIn(currency, known, rates);
}
