import { useMemo, useSyncExternalStore } from 'react';
import { type Area, formatArea, parseArea } from './area.ts';
import { subscribeToHash } from './use-route.ts';

/** Which part of the app is shown, and how to go to another. */
export function useArea(): readonly [Area, (next: Area) => void] {
  const hash = useSyncExternalStore(subscribeToHash, () => location.hash);
  const area = useMemo(() => parseArea(hash), [hash]);
  return [area, goToArea];
}

function goToArea(next: Area): void {
  location.hash = formatArea(next);
}
