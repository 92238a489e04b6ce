import type { QueryClient } from '@tanstack/react-query';
import type { ConversationId } from '../../../../shared/contract/ids.ts';
import type { BridgeClient } from '../../../bridge/client.ts';
import { keepArrived, mergeNewest, type MessageStretch } from './merge-pages.ts';

/** What is asked for first: the end of the conversation. */
const NEWEST_PAGE = { before: null, limit: 50 } as const;

/**
 * Under which the messages up to the newest one lie: a key of the call's name and its
 * conversation, so that a change of this conversation asks for the newest page anew.
 */
export const messagesKey = (conversationId: ConversationId) =>
  ['conversation.messages', { conversationId }] as const;

/** The query of the stretch up to the newest message. */
export function newestQuery(
  client: BridgeClient,
  queries: QueryClient,
  conversationId: ConversationId,
) {
  const queryKey = messagesKey(conversationId);
  return {
    queryKey,
    queryFn: async () => {
      const before = queries.getQueryData<MessageStretch>(queryKey) ?? null;
      const page = await client.call('conversation.messages', { conversationId, ...NEWEST_PAGE });
      const now = queries.getQueryData<MessageStretch>(queryKey) ?? null;
      return keepArrived(mergeNewest(now, page), { before, now });
    },
    structuralSharing: false,
  };
}

/** Asks for what a conversation shows first, so that it is there when it is opened. */
export function prefetchConversation(
  client: BridgeClient,
  queries: QueryClient,
  conversationId: ConversationId,
): void {
  const asked = [
    queries.query(newestQuery(client, queries, conversationId)),
    queries.query({
      queryKey: ['conversation.get', { conversationId }],
      queryFn: () => client.call('conversation.get', { conversationId }),
    }),
  ];
  // What is refused is asked for again, and said, when the conversation is opened.
  void Promise.allSettled(asked);
}
