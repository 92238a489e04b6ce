/* The times of sending, in ms on the relay's clock. */

/** No call to a provider lasts longer; the providers give up before. */
const CALL_MS = 20_000;

/**
 * A call begins this soon after its release, or not at all: a relay that stood still meanwhile,
 * as on a machine that slept, cannot know what others have made of the send.
 */
export const BEGIN_CALL_MS = 5000;

/** A released send that is still being called after this has lost its relay. */
export const CALL_LOST_MS = BEGIN_CALL_MS + CALL_MS;

/** How long evidence is looked for, counted from the call. Later messages wait for no longer. */
export const RECONCILE_MS = 60_000;

/**
 * What has no end of its own, such as a template, is no longer sent so long after it was written:
 * what it says may have become wrong.
 */
export const GIVE_UP_MS = 24 * 3_600_000;

/**
 * One message to one person every six seconds, 45 of them at once. Source: Meta's error 131056.
 */
export const PAIR_MS = 6000;
export const PAIR_BURST = 45;

/** So much of a sender's pace may be used at once: at 80 messages a second 20, and the one that is due. */
export const SENDER_BURST_MS = 250;

/** How long others wait for the one message that tries a provider that was busy. */
export const TRIAL_MS = 5000;

/** The provider's dates are whole seconds, and its clock is not ours. */
export const CLOCK_TOLERANCE_MS = 5000;

/** Of two sends that were called further apart, the provider's dates tell which is which. */
export const RIVAL_MS = 2 * RECONCILE_MS;

/** Statuses of messages that never appear are forgotten after this. */
export const EARLY_STATUS_KEPT_MS = 7 * 24 * 3_600_000;

const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 60_000;
const FIRST_LOOK_MS = 1000;

/**
 * How long to wait before the next attempt: doubling from 1 s to 60 s, and up to a quarter more
 * by the send's token, so that what failed together does not come back together.
 *
 * @param attempts so far, from 1
 * @param token of the send, a UUID
 * @param atLeast ms that the provider asked for; null: it did not ask
 */
export function retryDelay(attempts: number, token: string, atLeast: number | null): number {
  const doubled = FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 10);
  const delay = Math.max(Math.min(doubled, LONGEST_RETRY_MS), atLeast ?? 0);
  const spread = Number.parseInt(token.slice(0, 4), 16) / 0xff_ff;
  return Math.round(delay * (1 + spread / 4));
}

/**
 * When to look for evidence the next time: the waiting doubles, the last look is at the end of
 * the time for it.
 *
 * @param doubtSince ms, when the doubt began
 * @param calledAt ms, when the call began
 * @param now ms
 * @returns ms, or null where the time is over
 */
export function nextLook(doubtSince: number, calledAt: number, now: number): number | null {
  const end = calledAt + RECONCILE_MS;
  if (now >= end) return null;
  return Math.min(now + Math.max(FIRST_LOOK_MS, now - doubtSince), end);
}
