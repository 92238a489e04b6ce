import { readCard } from '../../domain/billing/card-text.ts';
import { readMarkets } from '../../domain/billing/markets.ts';
import { rateBook } from '../../domain/billing/rate-book.ts';
import {
  conversation2024November,
  conversation2024NovemberInternational,
} from './conversation-2024-11.ts';
import { MARKET_TEXT } from './markets.ts';
import { message2025July } from './message-2025-07.ts';
import { message2026July } from './message-2026-07.ts';
import { message2026October } from './message-2026-10.ts';
import { twilioFees } from './provider-fees.ts';

/** Every published price that Casement knows of. SMS has none: its prices come from the tenant's card. */
export const PUBLISHED_RATES = [
  conversation2024November,
  conversation2024NovemberInternational,
  message2025July,
  message2026July,
  message2026October,
  twilioFees,
].flatMap(readCard);

/** The same, to be looked up. */
export const PUBLISHED_BOOK = rateBook(PUBLISHED_RATES);

/** The markets in which Meta bills. */
export const MARKETS = readMarkets(MARKET_TEXT);
