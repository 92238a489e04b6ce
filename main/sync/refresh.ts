import type { ConversationId } from '../../shared/contract/ids.ts';
import type { Cache } from '../cache/cache.ts';
import { withOwnWork } from './overlay.ts';

/**
 * Works out anew what the person sees of a conversation, after the relay's word or the own
 * work has changed. To be called inside the transaction of that change.
 */
export function refreshConversation(cache: Cache, id: ConversationId): void {
  const base = cache.conversations.base(id);
  if (base === null) return;
  const shown = withOwnWork(base, cache.outbox.of(id), cache.messages.madeHere(id), {
    placeOf: (messageId) => cache.messages.get(messageId),
    inboundAfter: (place) => cache.messages.inboundAfter(id, place),
  });
  cache.conversations.show(shown);
}
