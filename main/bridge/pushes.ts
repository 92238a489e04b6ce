import type { BridgeEvent, BridgePayload, BridgePush } from '../../shared/contract/bridge.ts';
import { type Log, detailOf } from '../log.ts';

/** @param to the connection of the page that alone is told; null: every page is */
export type PushListener = (push: BridgePush, to: object | null) => void;

/** Tells every listener what has happened. */
export interface Pushes {
  readonly push: <E extends BridgeEvent>(
    name: E,
    payload: BridgePayload<E>,
    /** The page that alone is told; null: every one. */
    to?: object | null,
  ) => void;
  /** Calls back until the returned function is called. */
  readonly listen: (listener: PushListener) => () => void;
}

/** Pushes without listeners yet. A listener that throws does not keep the others from hearing. */
export function createPushes(log: Log): Pushes {
  const listeners = new Set<PushListener>();
  return {
    push: (name, payload, to = null) => {
      for (const listener of listeners) {
        try {
          listener({ name, payload }, to);
        } catch (error) {
          log({ level: 'error', event: 'push.failed', detail: detailOf(error) });
        }
      }
    },
    listen: (listener) => {
      const own: PushListener = (push, to) => {
        listener(push, to);
      };
      listeners.add(own);
      return () => {
        listeners.delete(own);
      };
    },
  };
}
