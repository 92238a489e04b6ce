import { useSyncExternalStore } from 'react';

/**
 * How much stands side by side. `wide`: list, conversation and panel; `medium`: the panel is a
 * drawer; `single`: list and conversation take turns.
 */
export type Layout = 'wide' | 'medium' | 'single';

const medium = window.matchMedia('(max-width: 1099.98px)');
const single = window.matchMedia('(max-width: 759.98px)');

function subscribe(listener: () => void): () => void {
  medium.addEventListener('change', listener);
  single.addEventListener('change', listener);
  return () => {
    medium.removeEventListener('change', listener);
    single.removeEventListener('change', listener);
  };
}

/** The layout that the window has room for. */
export function useLayout(): Layout {
  return useSyncExternalStore(subscribe, () =>
    single.matches ? 'single' : medium.matches ? 'medium' : 'wide',
  );
}
