import { useEffect, useState } from 'react';
import { useBridge } from '../../bridge/context.tsx';

/** Whether the core itself can be reached; only a browser can lose it. */
export function useCoreReachable(): boolean {
  const client = useBridge();
  const [reachable, setReachable] = useState(true);
  useEffect(() => client.onReachable(setReachable), [client]);
  return reachable;
}
