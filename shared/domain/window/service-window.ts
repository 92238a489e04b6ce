/** How long a customer's message lets the business write freeform. Source: Meta, customer service window. */
export const SERVICE_WINDOW_MS = 24 * 3_600_000;

/**
 * The window is treated as closed this long before its end, so that a reply that leaves at the
 * last moment still arrives inside it.
 */
export const GUARD_BAND_MS = 120_000;

/** The longest validity that the provider takes for a message, in seconds. Source: Twilio, `ValidityPeriod`. */
const MAX_VALIDITY_SECONDS = 36_000;

/** The customer service window at one moment. Times in ms on the relay's clock. */
export type ServiceWindow =
  | { readonly state: 'never' }
  | { readonly state: 'open'; readonly closesAt: number; readonly left: number }
  | { readonly state: 'closed'; readonly closedAt: number };

/**
 * When an inbound message starts the window: the earlier of its receipt and the provider's own
 * date, so that a message that came late opens no window that is not there.
 *
 * @param receivedAt ms, when the relay received it
 * @param providerDate ms, the provider's date of the message; null where it is not known
 */
export function windowStart(receivedAt: number, providerDate: number | null): number {
  return providerDate === null ? receivedAt : Math.min(receivedAt, providerDate);
}

/**
 * The start that counts after one more inbound message: the latest, in whatever order they came.
 *
 * @param latest ms, the start so far; null: no inbound message yet
 * @param start ms, the start by the new message
 */
export function latestWindowStart(latest: number | null, start: number): number {
  return latest === null ? start : Math.max(latest, start);
}

/**
 * The moment from which nothing freeform leaves any more: 24 h after the start, less the guard
 * band. It is the moment that the countdown shows.
 *
 * @param start ms, the latest inbound message; null: none
 * @returns ms, or null where there was never a window
 */
export function windowClosesAt(start: number | null): number | null {
  return start === null ? null : start + SERVICE_WINDOW_MS - GUARD_BAND_MS;
}

/**
 * The window at `now`.
 *
 * @param start ms, the latest inbound message; null: none
 * @param now ms on the relay's clock
 */
export function serviceWindow(start: number | null, now: number): ServiceWindow {
  const closesAt = windowClosesAt(start);
  if (closesAt === null) return { state: 'never' };
  return now < closesAt
    ? { state: 'open', closesAt, left: closesAt - now }
    : { state: 'closed', closedAt: closesAt };
}

/**
 * Whether freeform may leave at `now`. SMS knows no window.
 *
 * @param channel the conversation's channel
 * @param start ms, the latest inbound message; null: none
 * @param now ms on the relay's clock
 */
export function mayWriteFreeform(
  channel: 'whatsapp' | 'sms',
  start: number | null,
  now: number,
): boolean {
  return channel === 'sms' || serviceWindow(start, now).state === 'open';
}

/**
 * How long the provider may go on trying a freeform message.
 *
 * @param validUntil ms, after which the message must not arrive
 * @param now ms on the relay's clock
 * @returns whole seconds from 1 to 36,000, or null where less than a second is left
 */
export function validitySeconds(validUntil: number, now: number): number | null {
  const seconds = Math.floor((validUntil - now) / 1000);
  return seconds < 1 ? null : Math.min(seconds, MAX_VALIDITY_SECONDS);
}

/** How pressing a window is: the colour, icon and words of its sign. */
export type WindowLevel = 'none' | 'open' | 'closing' | 'urgent' | 'closed';

/**
 * The level of the sign.
 *
 * @param window the window at this moment
 * @param amber ms left below which it is closing
 * @param red ms left below which it is urgent
 */
export function windowLevel(window: ServiceWindow, amber: number, red: number): WindowLevel {
  if (window.state === 'never') return 'none';
  if (window.state === 'closed') return 'closed';
  if (window.left < red) return 'urgent';
  return window.left < amber ? 'closing' : 'open';
}
