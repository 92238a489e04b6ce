import type { BridgeEvent, BridgePayload, BridgePush } from '../../shared/contract/bridge.ts';
import { type Log, detailOf } from '../log.ts';

/** Tells every listener what has happened. */
export interface Pushes {
  readonly push: <E extends BridgeEvent>(name: E, payload: BridgePayload<E>) => void;
  /** Calls back until the returned function is called. */
  readonly listen: (listener: (push: BridgePush) => void) => () => void;
}

/** Pushes without listeners yet. A listener that throws does not keep the others from hearing. */
export function createPushes(log: Log): Pushes {
  const listeners = new Set<(push: BridgePush) => void>();
  return {
    push: (name, payload) => {
      for (const listener of listeners) {
        try {
          listener({ name, payload });
        } catch (error) {
          log({ level: 'error', event: 'push.failed', detail: detailOf(error) });
        }
      }
    },
    listen: (listener) => {
      const own = (push: BridgePush): void => {
        listener(push);
      };
      listeners.add(own);
      return () => {
        listeners.delete(own);
      };
    },
  };
}
