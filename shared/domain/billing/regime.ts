import type { Day } from './calendar.ts';

/**
 * How the platform bills: by conversation (to 2025-06-30), by message (from 2025-07-01), by
 * message with paid service messages (from 2026-10-01). Source: Meta, pricing updates.
 */
export type Regime = 'conversation' | 'message' | 'message_paid_service';

/** From when on there is a price per message. */
export const MESSAGES_FROM: Day = '2025-07-01';
/** From when on service messages, and utility messages inside the window, are charged. */
export const PAID_SERVICE_FROM: Day = '2026-10-01';
/** From when on service conversations are free without limit. Source: Meta, 2024. */
export const FREE_SERVICE_FROM: Day = '2024-11-01';

/** Free service messages of each number and month, not carried over. Source: Meta, September 2026. */
export const FREE_SERVICE_MESSAGES = 1000;
/** Free service conversations of each account and month, until 2024-10-31. Source: Meta. */
export const FREE_SERVICE_CONVERSATIONS = 1000;

/** The days on which a contract keeps conversation billing. */
export interface KeptConversations {
  readonly from: Day;
  /** The last day; null: without end. */
  readonly until: Day | null;
}

/** The regime of a day, by the platform's calendar or by a contract that keeps to conversations. */
export function regimeOn(day: Day, kept: KeptConversations | null): Regime {
  if (kept !== null && kept.from <= day && (kept.until === null || day <= kept.until)) {
    return 'conversation';
  }
  if (day < MESSAGES_FROM) return 'conversation';
  return day < PAID_SERVICE_FROM ? 'message' : 'message_paid_service';
}
