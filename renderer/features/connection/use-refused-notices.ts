import { useEffect, useEffectEvent } from 'react';
import type { BridgePayload } from '../../../shared/contract/bridge.ts';
import { useBridge } from '../../bridge/context.tsx';
import { useRefusalWords } from '../../bridge/refusal-words.ts';
import { announceFailure } from '../../ui/toasts.tsx';

/** Says what the relay has refused later on, wherever the person is by then. */
export function useRefusedNotices(): void {
  const client = useBridge();
  const wordsOf = useRefusalWords();
  const onRefused = useEffectEvent((refused: BridgePayload<'refused'>) => {
    const { what, next } = wordsOf(refused);
    announceFailure(what, next);
  });
  useEffect(() => client.on('refused', (refused) => onRefused(refused)), [client]);
}
