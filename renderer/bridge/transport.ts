import type { BridgeTransport } from '../../shared/contract/bridge.ts';

/** A transport that may also lose the core for a while: only a socket can. */
export interface HostTransport extends BridgeTransport {
  /** Calls back with whether the core can be reached, whenever that changes. */
  readonly onReachable?: (listener: (reachable: boolean) => void) => () => void;
}
