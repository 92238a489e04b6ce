import type { ContactRecord, ConversationRecord } from '../../../shared/contract/records.ts';
import { mayWriteFreeform } from '../../../shared/domain/window/service-window.ts';

/** What may be written in a conversation at a moment. */
export type ComposerMode =
  /** Anything: the window is open, or the channel knows none. */
  | 'freeform'
  /** Only an approved template. */
  | 'template'
  /** Nothing: the customer has opted out of this channel. */
  | 'opted_out';

/**
 * What may be written now.
 *
 * @param now ms on the relay's clock
 */
export function composerMode(
  conversation: Pick<ConversationRecord, 'channel' | 'lastInboundAt'>,
  contact: Pick<ContactRecord, 'optIn'>,
  now: number,
): ComposerMode {
  if (contact.optIn[conversation.channel] === 'opted_out') return 'opted_out';
  return mayWriteFreeform(conversation.channel, conversation.lastInboundAt, now)
    ? 'freeform'
    : 'template';
}
