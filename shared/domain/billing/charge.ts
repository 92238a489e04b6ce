import type { Channel } from '../../contract/records.ts';
import type { Day } from './calendar.ts';
import type { Currency } from './money.ts';
import type { Confidence, MessageCategory, RateCategory } from './rate-row.ts';
import type { Regime } from './regime.ts';

/* What the engine takes and gives. Times in ms on the relay's clock. */

interface Happened {
  /** Of the message. */
  readonly id: string;
  readonly at: number;
  readonly channel: Channel;
  /** The business's own number. */
  readonly sender: string;
  /** Whom it is with: what stays the same when a number changes. */
  readonly contact: string;
  /** The customer's E.164 number, or WhatsApp's user id. */
  readonly address: string;
  /** Of an SMS; 1 for everything else. */
  readonly segments: number;
}

/** Something that may cost money. */
export type BillingEvent =
  /** `fromAd`: the customer came by an ad or a Page's button. */
  | (Happened & { readonly kind: 'inbound'; readonly fromAd: boolean })
  /** `category`: of the template; `service` for everything else. */
  | (Happened & { readonly kind: 'delivered' | 'failed'; readonly category: MessageCategory });

export type Initiator = 'business' | 'customer';

/** Under the conversation regime what is charged; later a group that spend is shown by. */
export interface BillingConversation {
  /** Of the message that opened it. */
  readonly id: string;
  readonly initiator: Initiator;
  readonly openedAt: number;
}

/** Why something is charged. */
export const CHARGED_REASONS = [
  'opens_conversation',
  'message',
  'utility_inside_window_charged',
  'service_message',
  'provider_fee',
  'sms_segments',
  'provider_price',
] as const;

/** Why something is free. */
export const FREE_REASONS = [
  'conversation_open',
  'service_conversation_free',
  'conversation_allowance',
  'entry_point',
  'service_free_before_october_2026',
  'utility_inside_window',
  'monthly_allowance',
  'rate_is_zero',
] as const;

/** Why nobody can say what it costs. */
export const UNKNOWN_REASONS = ['no_market', 'no_rate', 'no_category'] as const;

/** The card and the line of it that a price comes from. */
export interface RateSource {
  readonly card: string;
  readonly validFrom: Day;
  readonly confidence: Confidence;
  /** No card of that day has the price: it is the newest earlier one. */
  readonly carried: boolean;
}

/** What something costs: exactly, nothing for a reason, or nobody knows. */
export type Price =
  | {
      readonly kind: 'charged';
      readonly reason: (typeof CHARGED_REASONS)[number];
      readonly micro: number;
      readonly currency: Currency;
      readonly rate: RateSource;
    }
  | { readonly kind: 'free'; readonly reason: (typeof FREE_REASONS)[number] }
  | { readonly kind: 'unknown'; readonly reason: (typeof UNKNOWN_REASONS)[number] };

/** Who takes it: the platform for the message, the provider for its carriage, the carrier for an SMS. */
export type Component = 'platform' | 'provider' | 'sms';

/** One line of what an event costs. */
export interface Charge {
  readonly messageId: string;
  readonly component: Component;
  /** Null: the address is of no market. */
  readonly market: string | null;
  readonly category: RateCategory;
  /** In the account's time zone. */
  readonly day: Day;
  readonly regime: Regime;
  readonly conversation: BillingConversation;
  readonly price: Price;
}
