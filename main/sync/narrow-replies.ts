import { windowClosesAt } from '../../shared/domain/window/service-window.ts';
import type { ConversationId } from '../../shared/contract/ids.ts';
import type { Cache } from '../cache/cache.ts';

/**
 * Lets no reply that waits outlive the customer's window: the message that opened it may turn out
 * to be older than it seemed, where its webhook came late. To be called inside the transaction
 * that brought the news.
 */
export function narrowReplies(cache: Cache, id: ConversationId): void {
  const conversation = cache.conversations.base(id);
  if (conversation === null || conversation.channel === 'sms') return;
  const closesAt = windowClosesAt(conversation.lastInboundAt);
  for (const message of cache.messages.madeHere(id)) {
    const { status, validUntil, at } = message;
    if (status !== 'queued' || validUntil === null) continue;
    const narrowed = Math.min(validUntil, closesAt ?? at);
    if (narrowed < validUntil) cache.messages.replaceMadeHere({ ...message, validUntil: narrowed });
  }
}
