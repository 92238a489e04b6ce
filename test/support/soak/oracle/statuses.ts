/* The order of statuses as the platform has it, written down once more for the oracle. */

const WAY = ['accepted', 'sent', 'delivered', 'read'];
const FAILURES = new Set(['failed', 'undelivered']);
/** The provider's words for what the product calls accepted. */
const BEFORE_SENT = new Set(['queued', 'sending', 'accepted', 'scheduled']);

/** A word of the provider's in the product's words. */
export function shownAs(providerStatus: string): string {
  return BEFORE_SENT.has(providerStatus) ? 'accepted' : providerStatus;
}

export function isFailure(status: string): boolean {
  return FAILURES.has(status);
}

/** How far on its way a message is; null where this is the relay's own word. */
export function stepOf(status: string): number | null {
  if (isFailure(status)) return WAY.length;
  const step = WAY.indexOf(status);
  return step < 0 ? null : step;
}

/**
 * Whether going from one status to another takes something back: from a word of the provider to
 * an earlier one or to a word of the relay's own, or from what is final to anything.
 */
export function goesBack(before: string, after: string): boolean {
  const [from, to] = [stepOf(before), stepOf(after)];
  if (before === after || from === null) return false;
  if (to === null || isFailure(before)) return true;
  if (isFailure(after)) return from >= WAY.indexOf('delivered');
  return to < from;
}
