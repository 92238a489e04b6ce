import type { Currency, ExchangeRate, Money } from './money.ts';
import { type NextMessage, priceOfNext } from './price-of-next.ts';
import { FREE_SERVICE_CONVERSATIONS, FREE_SERVICE_MESSAGES } from './regime.ts';
import { NOTHING_YET } from './state.ts';
import type { Tariff } from './tariff.ts';

const DAY_MS = 24 * 3_600_000;
/** It may arrive so many days later, and be charged by the card of that day. Source: Meta, time to live. */
const ARRIVES_AFTER_DAYS = [0, 1, 7, 30];

/**
 * The most that a message can cost: as if no window, entry point or conversation were open and all
 * allowances were used up, at the dearest step of its volume, on whichever day it arrives.
 *
 * @returns null where one of these prices is unknown, or in a currency without a stated rate
 */
export function worstCase(
  next: NextMessage,
  tariff: Tariff,
  currency: Currency,
  rates: readonly ExchangeRate[],
): Money | null {
  let most: Money | null = null;
  for (const days of ARRIVES_AFTER_DAYS) {
    for (const volume of tariff.steps) {
      const { total } = priceOfNext(
        { ...next, now: next.now + days * DAY_MS },
        NOTHING_YET,
        {
          freeMessages: FREE_SERVICE_MESSAGES,
          freeConversations: FREE_SERVICE_CONVERSATIONS,
          volume,
        },
        tariff,
        currency,
        rates,
      );
      if (total === null) return null;
      if (most === null || total.micro > most.micro) most = total;
    }
  }
  return most;
}
