import { useMemo, useSyncExternalStore } from 'react';
import { formatRoute, parseRoute, type Route } from './route.ts';

/** The browser tells of a new address a frame later; a way that is gone here is known at once. */
const listeners = new Set<() => void>();

/** Tells whenever the address changes. @returns ends it */
export function subscribeToHash(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('hashchange', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('hashchange', listener);
  };
}

/** Where the person is, and how to go elsewhere. Going back in the window's history works. */
export function useRoute(): readonly [Route, (next: Route) => void] {
  const hash = useSyncExternalStore(subscribeToHash, () => location.hash);
  const route = useMemo(() => parseRoute(hash), [hash]);
  return [route, goTo];
}

function goTo(next: Route): void {
  location.hash = formatRoute(next);
  for (const listener of listeners) listener();
}
