import { useEffect, useRef } from 'react';
import type { ConversationRecord, MessageRecord } from '../../../../shared/contract/records.ts';
import type { MessageId } from '../../../../shared/contract/ids.ts';
import { useBridge } from '../../../bridge/context.tsx';
import { useStable } from '../../../ui/use-stable.ts';
import { newestInbound } from '../model/new-line.ts';

/** To a customer who writes line after line, the reading of them is told at most so often, ms. */
const TOLD_EVERY_MS = 500;

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
  const toldAt = useRef(Number.NEGATIVE_INFINITY);
  const seen = useRef<MessageId | null>(null);
  const newest = newestInbound(messages)?.id ?? null;
  const due = attention && conversation.unreadCount > 0 && newest !== null && isInView(newest);

  const tell = useStable(() => {
    const upTo = seen.current;
    if (upTo === null || marked.current === upTo) return;
    marked.current = upTo;
    toldAt.current = performance.now();
    client.call('conversation.markRead', { conversationId: conversation.id, upTo }).catch(() => {
      // It is tried again when the next message is seen, or the conversation is opened again.
      marked.current = null;
    });
  });
  useEffect(() => {
    if (!due || newest === null) return undefined;
    seen.current = newest;
    const timer = setTimeout(tell, toldAt.current + TOLD_EVERY_MS - performance.now());
    return () => clearTimeout(timer);
  }, [due, newest, tell]);
  // Whoever leaves at once has seen it all the same.
  useEffect(() => tell, [tell]);
}
