import {
  conversationId,
  type ConversationId,
  messageId,
  type MessageId,
  tagId,
  type TagId,
} from '../../shared/contract/ids.ts';
import { inboxFilter, type InboxFilter } from '../../shared/contract/bridge.ts';

/** Where the person is: which part of the inbox, which conversation is open, and where in it. */
export interface Route {
  readonly filter: InboxFilter;
  /** Only what carries this tag; null: everything. */
  readonly tagId: TagId | null;
  readonly conversationId: ConversationId | null;
  /** A message that the conversation was opened for; null: it is open at its end. */
  readonly messageId: MessageId | null;
}

const HOME: Route = { filter: 'all', tagId: null, conversationId: null, messageId: null };

/**
 * Reads an address: `#/inbox/<filter>`, `#/inbox/<filter>/<conversation>`, the same with
 * `/<message>`, or `#/conversation/<conversation>`; those of the inbox may end in `?tag=<tag>`. What cannot be read leads to the whole inbox,
 * or to the end of the conversation.
 *
 * @param hash with its `#`
 */
export function parseRoute(hash: string): Route {
  const [path = '', query] = hash.replace(/^#\/?/, '').split('?');
  const [place, first, second, third] = path.split('/');
  if (place === 'conversation') {
    return { ...HOME, conversationId: conversationId.safeParse(first).data ?? null };
  }
  if (place !== 'inbox') return HOME;
  const filter = inboxFilter.safeParse(first);
  if (!filter.success) return HOME;
  const id = conversationId.safeParse(second).data ?? null;
  const message = id === null ? null : (messageId.safeParse(third).data ?? null);
  const tag = tagId.safeParse(new URLSearchParams(query).get('tag')).data ?? null;
  return { filter: filter.data, tagId: tag, conversationId: id, messageId: message };
}

/** The address of a place; `parseRoute` reads it. */
export function formatRoute({
  filter,
  tagId: tag,
  conversationId: id,
  messageId: message,
}: Route): string {
  const parts = ['#', 'inbox', filter, id, id === null ? null : message];
  const path = parts.filter((part) => part !== null).join('/');
  return tag === null ? path : `${path}?tag=${tag}`;
}
