import type { Day } from './calendar.ts';
import type { Currency } from './money.ts';

/** What a price is for: the platform's conversation or message, the provider's own fee, an SMS segment. */
export const UNITS = ['conversation', 'message', 'provider_message', 'sms_segment'] as const;
export type BillingUnit = (typeof UNITS)[number];

/** What the platform tells messages apart by. */
export const MESSAGE_CATEGORIES = [
  'marketing',
  'utility',
  'authentication',
  // Only of senders with more than 750,000 messages in 30 days, 30 days after Meta said so.
  'authentication_international',
  'service',
] as const;
export type MessageCategory = (typeof MESSAGE_CATEGORIES)[number];

/** What a provider tells messages apart by. */
export const FEE_CATEGORIES = ['inbound', 'outbound', 'failed'] as const;
export type FeeCategory = (typeof FEE_CATEGORIES)[number];

export type RateCategory = MessageCategory | FeeCategory;

/** The categories that a unit has prices for. */
export function categoriesOf(unit: BillingUnit): readonly RateCategory[] {
  return unit === 'conversation' || unit === 'message' ? MESSAGE_CATEGORIES : FEE_CATEGORIES;
}

/** The market of a price that is the same wherever the customer is. */
export const EVERYWHERE = 'Everywhere';

/** How far a figure can be trusted; `contract`: it is the tenant's own. */
export const CONFIDENCES = ['good', 'medium', 'low', 'contract'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** One price of a card. */
export interface RateRow {
  readonly card: string;
  readonly unit: BillingUnit;
  readonly market: string;
  readonly category: RateCategory;
  /** It counts from the first beyond so many charged ones of a month; 0: from the first. */
  readonly above: number;
  readonly micro: number;
  readonly currency: Currency;
  readonly validFrom: Day;
  /** The last day; null: until another follows. */
  readonly validUntil: Day | null;
  readonly source: string;
  readonly confidence: Confidence;
}
