import type { MessageRecord } from '../../../../shared/contract/records.ts';

/** How long a message may be queued or sending before that is said, in ms: usually it is gone by then. */
export const QUIET_MS = 4_000;

/** Why a message has not gone out yet. */
export type Waiting =
  /** A message before it is being looked for at the provider. */
  | 'behind'
  /** The relay cannot be reached. */
  | 'offline'
  /** It waits for its turn. */
  | 'queued'
  /** The provider is asked whether it went out. */
  | 'checking';

/** The message that all later ones of its conversation wait for; null: there is none. */
export function heldUpBy(messages: readonly MessageRecord[]): MessageRecord | null {
  return messages.find(({ status }) => status === 'sending') ?? null;
}

/**
 * What is to be said of a message that has not gone out yet.
 *
 * @param lasted ms that it has been in its state, as far as anybody here saw
 * @param held the message that the conversation waits for
 * @returns null: nothing; all goes its usual way
 */
export function waitingOf(
  message: MessageRecord,
  held: MessageRecord | null,
  online: boolean,
  lasted: number,
): Waiting | null {
  const isLate = lasted >= QUIET_MS;
  if (message.status === 'sending') return online && isLate ? 'checking' : null;
  if (message.status !== 'queued') return null;
  if (!online) return 'offline';
  if (!isLate) return null;
  return held !== null && held.id !== message.id && held.at <= message.at ? 'behind' : 'queued';
}
