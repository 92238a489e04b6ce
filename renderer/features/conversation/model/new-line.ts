import type { MessageRecord } from '../../../../shared/contract/records.ts';
import type { MessageId } from '../../../../shared/contract/ids.ts';

/**
 * Where the line 'new' stands when a conversation is opened: above the oldest of the unread
 * messages of the customer.
 *
 * @param messages oldest first
 * @param unread how many of the customer's messages nobody has read
 * @returns null where there is none, or where it lies further back than what is loaded
 */
export function firstUnread(messages: readonly MessageRecord[], unread: number): MessageId | null {
  if (unread < 1) return null;
  const inbound = messages.filter((message) => message.direction === 'inbound');
  return inbound.at(-unread)?.id ?? null;
}

/** The customer's newest message, which a read receipt is for. */
export function newestInbound(messages: readonly MessageRecord[]): MessageRecord | null {
  return messages.findLast((message) => message.direction === 'inbound') ?? null;
}

/**
 * The customer's messages that came after a given one.
 *
 * @param messages oldest first
 * @param after the newest message that was there; null: there was none
 */
export function inboundAfter(
  messages: readonly MessageRecord[],
  after: MessageId | null,
): readonly MessageRecord[] {
  const index = after === null ? -1 : messages.findIndex((message) => message.id === after);
  if (after !== null && index === -1) return [];
  return messages.slice(index + 1).filter((message) => message.direction === 'inbound');
}
