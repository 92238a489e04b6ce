import { useMemo, useSyncExternalStore } from 'react';
import { formatRoute, parseRoute, type Route } from './route.ts';

/** Tells whenever the address changes. @returns ends it */
export function subscribeToHash(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** Where the person is, and how to go elsewhere. Going back in the window's history works. */
export function useRoute(): readonly [Route, (next: Route) => void] {
  const hash = useSyncExternalStore(subscribeToHash, () => location.hash);
  const route = useMemo(() => parseRoute(hash), [hash]);
  return [route, goTo];
}

function goTo(next: Route): void {
  location.hash = formatRoute(next);
}
