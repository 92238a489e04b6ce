import type { BillingConversation } from './charge.ts';
import type { MessageCategory } from './rate-row.ts';

/** A conversation that is charged once for its 24 hours. */
export interface OpenConversation extends BillingConversation {
  readonly category: MessageCategory | 'entry_point';
  /** ms. */
  readonly closesAt: number;
}

/** What is known of one number and one customer before an event. Times in ms. */
export interface PairState {
  /** The customer's latest message; null: none. */
  readonly lastInboundAt: number | null;
  /** A click on an ad that nothing was delivered after yet; null: none. */
  readonly adClickedAt: number | null;
  /** Until when the free entry point makes everything free; null: there is none. */
  readonly freeUntil: number | null;
  /** Under the conversation regime: those that may still be open. */
  readonly open: readonly OpenConversation[];
  /** The latest group of messages; null: none yet. */
  readonly group: BillingConversation | null;
}

export const NOTHING_YET: PairState = {
  lastInboundAt: null,
  adClickedAt: null,
  freeUntil: null,
  open: [],
  group: null,
};

/** What was used up in the month of an event, before it. */
export interface Usage {
  /** Free service messages of the number. */
  readonly freeMessages: number;
  /** Free service conversations of the account. */
  readonly freeConversations: number;
  /** Charged ones of the same market and category. */
  readonly volume: number;
}

/** What an event uses up. */
export type Used = keyof Usage | null;
