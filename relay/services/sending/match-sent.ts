import type { ProviderMessage } from '../../providers/provider.ts';
import { CALL_LOST_MS, CLOCK_TOLERANCE_MS, RIVAL_MS } from './timing.ts';

/** A send whose call may have gone through. */
export interface Claimant {
  readonly messageId: string;
  /** ms, when it was called. */
  readonly calledAt: number;
  readonly body: string | null;
}

/**
 * Finds a send in the provider's books by its text; a file without a caption has none there. Only
 * what came about while its call may have lasted can be it: a later send of the same text may be
 * in the books too. Where several unresolved sends have the same text, there must be a message for
 * each, in the order of calls: otherwise nobody can say whose a message is, and none is.
 *
 * @param books the provider's messages between the two
 * @param taken SIDs that belong to messages already
 * @param self the send to be found
 * @param others the conversation's other sends whose fate is not known
 * @returns null where it cannot be told
 */
export function matchSent(
  books: readonly ProviderMessage[],
  taken: ReadonlySet<string>,
  self: Claimant,
  others: readonly Claimant[],
): ProviderMessage | null {
  const rivals = others.filter(
    ({ body, calledAt }) =>
      sameText(body, self.body) && Math.abs(calledAt - self.calledAt) <= RIVAL_MS,
  );
  const claimants = [self, ...rivals].toSorted((a, b) => a.calledAt - b.calledAt);
  const [first = self] = claimants;
  const last = claimants.at(-1) ?? self;
  const candidates = books
    .filter(
      ({ direction, body, createdAt, providerSid }) =>
        direction === 'outbound' &&
        sameText(body, self.body) &&
        createdAt >= first.calledAt - CLOCK_TOLERANCE_MS &&
        createdAt <= callEnd(last) &&
        !taken.has(providerSid),
    )
    .toSorted((a, b) => a.createdAt - b.createdAt);
  if (candidates.length < claimants.length) return null;
  const found = candidates[claimants.indexOf(self)];
  return found === undefined || found.createdAt > callEnd(self) ? null : found;
}

/** Until when, in ms by the provider's clock, a call may have left a message there. */
function callEnd({ calledAt }: Claimant): number {
  return calledAt + CALL_LOST_MS + CLOCK_TOLERANCE_MS;
}

function sameText(a: string | null, b: string | null): boolean {
  return (a ?? '').trim() === (b ?? '').trim();
}
