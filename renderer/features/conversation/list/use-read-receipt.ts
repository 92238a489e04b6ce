import { useEffect, useRef } from 'react';
import type { ConversationRecord, MessageRecord } from '../../../../shared/contract/records.ts';
import type { MessageId } from '../../../../shared/contract/ids.ts';
import { useBridge } from '../../../bridge/context.tsx';
import { newestInbound } from '../model/new-line.ts';

/**
 * Marks the conversation as read once the customer's newest message is in sight of somebody
 * who looks at the window.
 */
export function useReadReceipt(
  conversation: Pick<ConversationRecord, 'id' | 'unreadCount'>,
  messages: readonly MessageRecord[],
  isInView: (id: MessageId) => boolean,
  attention: boolean,
): void {
  const client = useBridge();
  const marked = useRef<MessageId | null>(null);
  const newest = newestInbound(messages)?.id ?? null;
  const due = attention && conversation.unreadCount > 0 && newest !== null && isInView(newest);
  useEffect(() => {
    if (!due || newest === null || marked.current === newest) return;
    marked.current = newest;
    client
      .call('conversation.markRead', { conversationId: conversation.id, upTo: newest })
      .catch(() => {
        // It is tried again when the next message is seen, or the conversation is opened again.
        marked.current = null;
      });
  }, [client, conversation.id, due, newest]);
}
