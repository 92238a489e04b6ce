import {
  conversationId,
  type ConversationId,
  messageId,
  type MessageId,
} from '../../shared/contract/ids.ts';
import { inboxFilter, type InboxFilter } from '../../shared/contract/bridge.ts';

/** Where the person is: which part of the inbox, which conversation is open, and where in it. */
export interface Route {
  readonly filter: InboxFilter;
  readonly conversationId: ConversationId | null;
  /** A message that the conversation was opened for; null: it is open at its end. */
  readonly messageId: MessageId | null;
}

const HOME: Route = { filter: 'all', conversationId: null, messageId: null };

/**
 * Reads an address: `#/inbox/<filter>`, `#/inbox/<filter>/<conversation>`, the same with
 * `/<message>`, or `#/conversation/<conversation>`. What cannot be read leads to the whole inbox,
 * or to the end of the conversation.
 *
 * @param hash with its `#`
 */
export function parseRoute(hash: string): Route {
  const [place, first, second, third] = hash.replace(/^#\/?/, '').split('/');
  if (place === 'conversation') {
    return { ...HOME, conversationId: conversationId.safeParse(first).data ?? null };
  }
  if (place !== 'inbox') return HOME;
  const filter = inboxFilter.safeParse(first);
  if (!filter.success) return HOME;
  const id = conversationId.safeParse(second).data ?? null;
  const message = id === null ? null : (messageId.safeParse(third).data ?? null);
  return { filter: filter.data, conversationId: id, messageId: message };
}

/** The address of a place; `parseRoute` reads it. */
export function formatRoute({ filter, conversationId: id, messageId: message }: Route): string {
  const parts = ['#', 'inbox', filter, id, id === null ? null : message];
  return parts.filter((part) => part !== null).join('/');
}
