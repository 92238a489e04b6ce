import type { ConnectionState } from '../../shared/contract/bridge.ts';

/** The connection as the person sees it. */
export interface Status {
  readonly get: () => ConnectionState;
  /** Changes what is given; tells the renderer if anything is different. */
  readonly set: (part: Partial<Omit<ConnectionState, 'since'>>) => void;
}

/**
 * @param now ms on this machine's clock
 * @param push is called with every new state
 */
export function createStatus(now: () => number, push: (state: ConnectionState) => void): Status {
  let current: ConnectionState = { state: 'signed_out', since: now(), waiting: 0, loading: null };
  return {
    get: () => current,
    set: (part) => {
      const next = { ...current, ...part };
      if (next.state !== current.state) next.since = now();
      if (JSON.stringify(next) === JSON.stringify(current)) return;
      current = next;
      push(current);
    },
  };
}
