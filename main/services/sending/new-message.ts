import type { ConversationId, MessageId, PersonId } from '../../../shared/contract/ids.ts';
import type { MessageRecord } from '../../../shared/contract/records.ts';

/**
 * A reply as it is shown before the relay has seen it.
 *
 * @param id made by the page, so that it can repeat the call
 * @param at ms on the relay's clock
 * @param orderReference the order that it is about
 */
export function newMessage(
  id: MessageId,
  conversationId: ConversationId,
  author: PersonId,
  at: number,
  content: Pick<MessageRecord, 'kind' | 'body' | 'template' | 'repliesToId' | 'validUntil'>,
  orderReference?: string,
): MessageRecord {
  return {
    id,
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
    ...aboutOrder(orderReference),
  };
}

/** The order as a part of a message or command; nothing where there is none. */
export function aboutOrder(orderReference: string | undefined): {
  readonly orderReference?: string;
} {
  return orderReference === undefined ? {} : { orderReference };
}
