import { useMemo } from 'react';
import type { MessageRecord } from '../../../shared/contract/records.ts';
import type { FindMessage } from './conversation-context.tsx';

/** Finds one of these messages by its id. */
export function useFind(messages: readonly MessageRecord[]): FindMessage {
  return useMemo(() => {
    const byId = new Map(messages.map((message) => [message.id, message]));
    return (id) => byId.get(id);
  }, [messages]);
}
