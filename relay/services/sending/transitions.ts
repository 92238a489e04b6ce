import type { MessageStatus } from '../../../shared/contract/records.ts';
import type { SendState } from '../../db/schema.ts';
import { PROVIDER_STATUSES, type ProviderStatus } from '../../providers/provider.ts';

/* How the provider's statuses follow each other: a total order, so that any order of arrival
 * and any number of duplicates end alike. See docs/decisions/0004-sending.md. */

/** What the provider has said of a message. */
export interface Progress {
  readonly status: ProviderStatus;
  /** The provider's code of a failure. */
  readonly errorCode: number | null;
}

/**
 * Delivered and read outrank a failure: they say that the customer has the message, and who is
 * shown a failure sends it again.
 */
const RANKS: Readonly<Record<ProviderStatus, number>> = {
  accepted: 1,
  sent: 2,
  undelivered: 3,
  failed: 4,
  delivered: 5,
  read: 6,
};

/** Whether `status` says that the message did not arrive. */
export function isFailure(status: ProviderStatus): boolean {
  return status === 'failed' || status === 'undelivered';
}

function isHigher(a: Progress, b: Progress): boolean {
  const ranks = RANKS[a.status] - RANKS[b.status];
  if (ranks !== 0) return ranks > 0;
  return isFailure(a.status) && (a.errorCode ?? -1) > (b.errorCode ?? -1);
}

/**
 * What is known after one more word of the provider.
 *
 * @param known null: nothing yet, whatever the relay itself thought of the message
 * @returns `known` itself where the news changes nothing
 */
export function advance(known: Progress | null, news: Progress): Progress {
  return known === null || isHigher(news, known) ? news : known;
}

/**
 * What the provider has said of a stored message; null where its status is only the relay's own.
 *
 * @param bound whether the provider's SID of it is known
 */
export function knownProgress(
  bound: boolean,
  status: MessageStatus,
  errorCode: number | null,
): Progress | null {
  if (!bound) return null;
  const known = PROVIDER_STATUSES.find((each) => each === status);
  return known === undefined ? null : { status: known, errorCode };
}

/** The state of a send that the provider has. */
export function stateAt(status: ProviderStatus): Extract<SendState, 'accepted' | 'ended'> {
  return status === 'accepted' || status === 'sent' ? 'accepted' : 'ended';
}

/** What a status implies about the times of a message. */
export function implies(status: ProviderStatus): {
  readonly sent: boolean;
  readonly delivered: boolean;
  readonly read: boolean;
} {
  const read = status === 'read';
  const delivered = read || status === 'delivered';
  return { sent: delivered || status === 'sent', delivered, read };
}
