import { v7 } from 'uuid';
import { type ConversationId, type PersonId, messageId } from '../../../shared/contract/ids.ts';
import type { MessageRecord } from '../../../shared/contract/records.ts';

/**
 * A reply as it is shown before the relay has seen it.
 *
 * @param at ms on the relay's clock
 */
export function newMessage(
  conversationId: ConversationId,
  author: PersonId,
  at: number,
  content: Pick<MessageRecord, 'kind' | 'body' | 'template' | 'repliesToId' | 'validUntil'>,
): MessageRecord {
  return {
    id: messageId.parse(v7()),
    conversationId,
    direction: 'outbound',
    media: [],
    location: null,
    button: null,
    referral: null,
    author: { kind: 'person', personId: author },
    at,
    status: 'queued',
    problem: null,
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    ...content,
  };
}
