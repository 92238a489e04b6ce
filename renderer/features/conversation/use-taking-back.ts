import { useEffect, useEffectEvent, useRef } from 'react';
import type { MessageId } from '../../../shared/contract/ids.ts';
import type { MessageRecord } from '../../../shared/contract/records.ts';

export interface TakingBackDeps {
  /** The loaded messages; null while there are none. */
  readonly messages: readonly MessageRecord[] | null;
  /** It was taken back: its text can be used again. */
  readonly onBack: (message: MessageRecord) => void;
  /** It had gone out before it could be taken back. */
  readonly onLate: (message: MessageRecord) => void;
}

/**
 * Waits for messages that are being taken back. Only when one is known not to go out may its text
 * be used again: else the customer could get it twice.
 *
 * @returns a function that says which message to wait for
 */
export function useTakingBack(deps: TakingBackDeps): (id: MessageId) => void {
  const waiting = useRef(new Set<MessageId>());
  const settle = useEffectEvent((message: MessageRecord) => {
    if (message.status === 'cancelled') deps.onBack(message);
    else deps.onLate(message);
  });
  const { messages } = deps;
  useEffect(() => {
    for (const message of messages ?? []) {
      const isOpen = message.status === 'queued' || message.status === 'parked';
      if (isOpen || !waiting.current.delete(message.id)) continue;
      settle(message);
    }
  }, [messages]);
  return (id) => waiting.current.add(id);
}
