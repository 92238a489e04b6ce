/* What the provider's own books are told apart by, and why they differ from the ledger. */

/** What both sides count, in one list; the last is the provider's alone. */
export const BOOK_KINDS = [
  'fee_inbound',
  'fee_outbound',
  'failed',
  'platform_marketing',
  'platform_utility',
  'platform_authentication',
  'platform_service',
  'sms_inbound',
  'sms_outbound',
  'carrier_fees',
] as const;
export type BookKind = (typeof BOOK_KINDS)[number];

/** Why two sides differ. */
export const BOOK_REASONS = [
  /** The provider's records were not read, or do not reach this day yet. */
  'not_read_yet',
  /** So many messages have an assumed price: the provider has not told its own. */
  'prices_pending',
  /** So many messages that nobody has a price for. */
  'prices_unknown',
  /** The provider counts so many more: sent by something else, or not settled yet. */
  'more_there',
  /** So many more are settled here: the provider counts them on another day, or not yet. */
  'more_here',
  /** So many arrived more than a day after they were sent: the two days may be told apart otherwise. */
  'late_delivery',
  /** Of so many the provider has not said what became of them. */
  'no_final_status',
  /** So many are in another currency. */
  'other_currency',
  /** The ledger has no such fee. */
  'not_modelled',
  /** As many on both sides, at another price. */
  'other_price',
  /** Less than what the decimals of so many prices can come to. */
  'rounding',
] as const;
export type BookReason = (typeof BOOK_REASONS)[number];
