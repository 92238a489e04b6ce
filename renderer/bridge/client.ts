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
  /**
   * Asks the core. Rejects with a `RefusedError`, whatever went wrong; with an `UnansweredError`
   * where nobody can tell whether the core has done it.
   */
  call<C extends BridgeCall>(name: C, input: BridgeInput<C>): Promise<BridgeOutput<C>>;
  /** Calls back on every push of that name until the returned function is called. */
  on<E extends BridgeEvent>(name: E, listener: (payload: BridgePayload<E>) => void): () => void;
  /** Calls back with whether the core can be reached, whenever that changes. */
  onReachable(listener: (reachable: boolean) => void): () => void;
}

/** There was no answer: the core may have done what it was asked, or not. */
export class UnansweredError extends RefusedError {}

const envelope = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), refusal }),
]);

function withCause(error: RefusedError, cause: unknown): RefusedError {
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
      let answer: z.infer<typeof envelope>;
      try {
        answer = envelope.parse(await transport.call({ name, input }));
      } catch (cause) {
        throw withCause(new UnansweredError('internal', name), cause);
      }
      if (!answer.ok) throw new RefusedError(answer.refusal.code, answer.refusal.detail);
      const value = BRIDGE_SCHEMAS[name].output.safeParse(answer.value);
      if (!value.success) throw withCause(new RefusedError('internal', name), value.error);
      return value.data;
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
