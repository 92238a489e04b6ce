import { useEffect, useEffectEvent, useState } from 'react';
import type { MediaRecord } from '../../../../shared/contract/records.ts';
import { useConversationScope } from '../conversation-context.tsx';

/** Whether the core can give a file now: from its cache, or from the relay. */
export async function canBeHad(source: string): Promise<boolean> {
  try {
    return (await fetch(source, { method: 'HEAD' })).ok;
  } catch {
    return false;
  }
}

/** Where a file is, and what to do when it cannot be had. */
export interface MediaSource {
  readonly source: string;
  readonly isMissing: boolean;
  readonly setMissing: () => void;
  readonly retry: () => void;
}

/** The address of a file. One that could not be had is asked for again when the relay is back. */
export function useMediaSource(media: MediaRecord): MediaSource {
  const { mediaBase, online } = useConversationScope();
  const [attempt, setAttempt] = useState(0);
  const [missedAt, setMissedAt] = useState<number | null>(null);
  const isMissing = missedAt === attempt;
  const retry = () => setAttempt((now) => now + 1);
  const back = useEffectEvent(() => {
    if (isMissing) retry();
  });
  useEffect(() => {
    if (online) back();
  }, [online]);
  return {
    // Another address, so that the browser does not answer with the failure that it remembers.
    source: `${mediaBase}${media.id}${attempt === 0 ? '' : `?again=${attempt}`}`,
    isMissing,
    setMissing: () => setMissedAt(attempt),
    retry,
  };
}
