import type { MessageStatus } from '../../../shared/contract/records.ts';
import type { SendState } from '../../db/schema.ts';
import { PROVIDER_STATUSES, type ProviderStatus } from '../../providers/provider.ts';

/* How the provider's statuses follow each other. See docs/decisions/0004-sending.md. */

/** What the provider has said of a message. */
export interface Progress {
  readonly status: ProviderStatus;
  /** The provider's code of a failure. */
  readonly errorCode: number | null;
}

/** The way of a message that arrives; a failure leaves it anywhere before `delivered`. */
const WAY: readonly ProviderStatus[] = ['accepted', 'sent', 'delivered', 'read'];

/** Whether `status` says that the message did not arrive. */
export function isFailure(status: ProviderStatus): boolean {
  return status === 'failed' || status === 'undelivered';
}

/**
 * What is known after one more word of the provider. A status never goes back, and a failure is
 * final: whatever comes after it changes nothing, but for the code that it did not have yet.
 *
 * @param known null: nothing yet, whatever the relay itself thought of the message
 * @returns `known` itself where the news changes nothing
 */
export function advance(known: Progress | null, news: Progress): Progress {
  if (known === null) return news;
  if (isFailure(known.status)) {
    const explains = known.errorCode === null && news.status === known.status;
    return explains && news.errorCode !== null ? news : known;
  }
  if (isFailure(news.status))
    return WAY.indexOf(known.status) < WAY.indexOf('delivered') ? news : known;
  return WAY.indexOf(news.status) > WAY.indexOf(known.status) ? news : known;
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
