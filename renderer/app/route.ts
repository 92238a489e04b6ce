import { conversationId, type ConversationId } from '../../shared/contract/ids.ts';
import { inboxFilter, type InboxFilter } from '../../shared/contract/bridge.ts';

/** Where the person is: which part of the inbox, and which conversation is open. */
export interface Route {
  readonly filter: InboxFilter;
  readonly conversationId: ConversationId | null;
}

const HOME: Route = { filter: 'all', conversationId: null };

/**
 * Reads an address: `#/inbox/<filter>`, `#/inbox/<filter>/<conversation>` or
 * `#/conversation/<conversation>`. What cannot be read leads to the whole inbox.
 *
 * @param hash with its `#`
 */
export function parseRoute(hash: string): Route {
  const [place, first, second] = hash.replace(/^#\/?/, '').split('/');
  if (place === 'conversation') {
    return { ...HOME, conversationId: conversationId.safeParse(first).data ?? null };
  }
  if (place !== 'inbox') return HOME;
  const filter = inboxFilter.safeParse(first);
  if (!filter.success) return HOME;
  return { filter: filter.data, conversationId: conversationId.safeParse(second).data ?? null };
}

/** The address of a place; `parseRoute` reads it. */
export function formatRoute({ filter, conversationId: id }: Route): string {
  return id === null ? `#/inbox/${filter}` : `#/inbox/${filter}/${id}`;
}
