import { z } from 'zod';
import {
  BRIDGE_EVENT_SCHEMAS,
  BRIDGE_SCHEMAS,
  bridgePush,
  type BridgeCall,
  type BridgeEvent,
  type BridgeInput,
  type BridgeOutput,
  type BridgePayload,
} from '../../shared/contract/bridge.ts';
import { refusal, RefusedError } from '../../shared/contract/errors.ts';
import type { HostTransport } from './transport.ts';

/** What the interface knows of the desktop core. */
export interface BridgeClient {
  /** Asks the core. Rejects with a `RefusedError`, whatever went wrong. */
  call<C extends BridgeCall>(name: C, input: BridgeInput<C>): Promise<BridgeOutput<C>>;
  /** Calls back on every push of that name until the returned function is called. */
  on<E extends BridgeEvent>(name: E, listener: (payload: BridgePayload<E>) => void): () => void;
  /** Calls back with whether the core can be reached, whenever that changes. */
  onReachable(listener: (reachable: boolean) => void): () => void;
}

const envelope = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), refusal }),
]);

function faultOf(name: string, cause: unknown): RefusedError {
  if (cause instanceof RefusedError) return cause;
  const error = new RefusedError('internal', name);
  error.cause = cause;
  return error;
}

/**
 * The client over a transport. What comes in is parsed here, so that everything behind has its
 * proper type; an answer that does not fit is a refusal like any other.
 */
export function createBridgeClient(transport: HostTransport): BridgeClient {
  return {
    call: async (name, input) => {
      try {
        const answer = envelope.parse(await transport.call({ name, input }));
        if (!answer.ok) throw new RefusedError(answer.refusal.code, answer.refusal.detail);
        return BRIDGE_SCHEMAS[name].output.parse(answer.value);
      } catch (cause) {
        throw faultOf(name, cause);
      }
    },
    on: (name, listener) =>
      transport.onPush((raw) => {
        const push = bridgePush.safeParse(raw);
        if (!push.success || push.data.name !== name) return;
        const payload = BRIDGE_EVENT_SCHEMAS[name].safeParse(push.data.payload);
        if (payload.success) listener(payload.data);
      }),
    onReachable: (listener) => transport.onReachable?.(listener) ?? (() => undefined),
  };
}
