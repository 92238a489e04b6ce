import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import { useBridge } from '../../bridge/context.tsx';
import { prefetchConversation } from '../conversation/messages/newest-page.ts';

/** Asks for a conversation that will probably be opened next. What is there already costs nothing. */
export function usePrefetch(): (id: ConversationId) => void {
  const client = useBridge();
  const queries = useQueryClient();
  return useCallback((id) => prefetchConversation(client, queries, id), [client, queries]);
}
