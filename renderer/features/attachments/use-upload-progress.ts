import { useSyncExternalStore } from 'react';
import type { MediaId } from '../../../shared/contract/ids.ts';
import type { BridgeClient } from '../../bridge/client.ts';
import { useBridge } from '../../bridge/context.tsx';

/** How far a file has come on its way to the relay, from 0 to 1. */
interface Progress {
  readonly of: (id: MediaId) => number | null;
  readonly subscribe: (listener: () => void) => () => void;
}

const byClient = new WeakMap<BridgeClient, Progress>();

function createProgress(client: BridgeClient): Progress {
  const parts = new Map<MediaId, number>();
  const listeners = new Set<() => void>();
  client.on('upload', ({ mediaId, sent, size }) => {
    if (sent >= size) parts.delete(mediaId);
    else parts.set(mediaId, sent / size);
    for (const listener of listeners) listener();
  });
  return {
    of: (id) => parts.get(id) ?? null,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * How far a file has come on its way from the core to the relay.
 *
 * @returns from 0 to 1; null: it is not under way
 */
export function useUploadProgress(id: MediaId | null): number | null {
  const client = useBridge();
  const known = byClient.get(client);
  const progress = known ?? createProgress(client);
  if (known === undefined) byClient.set(client, progress);
  return useSyncExternalStore(progress.subscribe, () => (id === null ? null : progress.of(id)));
}
