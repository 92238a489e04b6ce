import type { CHARGED_REASONS, FREE_REASONS, UNKNOWN_REASONS } from '../domain/billing/charge.ts';

type Reason =
  | (typeof CHARGED_REASONS)[number]
  | (typeof FREE_REASONS)[number]
  | (typeof UNKNOWN_REASONS)[number];

/** Why something costs what it costs, for whoever pays for it. */
export const PRICE_REASONS: Readonly<Record<Reason, string>> = {
  opens_conversation:
    'charged because no conversation of this category was open; all of its next 24 hours is paid with it',
  message: 'charged because each delivered template of this category is',
  utility_inside_window_charged:
    'charged although the customer wrote within 24 h: utility templates cost since 1 October 2026',
  service_message:
    'charged because the 1,000 free service messages of this number and month are used up',
  provider_fee: 'what the provider takes for each message',
  sms_segments: 'what the carrier takes for each part of the SMS',
  provider_price: 'the difference to the price that the provider itself told later',
  conversation_open: 'free because a conversation that is paid for, or free, was open',
  service_conversation_free:
    'free because the customer wrote first: service conversations are free since 1 November 2024',
  conversation_allowance:
    'free because it is one of the 1,000 free service conversations of the month',
  entry_point: 'free for 72 hours because the customer came by an ad or a Page',
  service_free_before_october_2026:
    'free because the customer wrote first within 24 h: service messages were free before 1 October 2026',
  utility_inside_window:
    'free because the customer wrote within 24 h: utility templates were free then, before 1 October 2026',
  monthly_allowance:
    'free because it is one of the 1,000 free service messages of this number and month',
  rate_is_zero: 'free because the rate card says 0',
  no_market: 'unknown because the address belongs to no market',
  no_category: 'unknown because the template is gone, and with it its category',
  no_rate: 'unknown because no rate card has this price; add it to your own card',
};
