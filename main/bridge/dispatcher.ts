import type { z } from 'zod';
import {
  BRIDGE_SCHEMAS,
  type BridgeCall,
  type BridgeOutput,
  bridgeRequest,
  isBridgeCall,
} from '../../shared/contract/bridge.ts';
import { type Answer, RefusedError, refuse } from '../../shared/contract/errors.ts';
import { type Log, detailOf } from '../log.ts';
import type { Handlers } from './handlers.ts';

/** Where an input is wrong, and how. Never what was in it: it may be a password. */
function whereWrong({ issues }: z.ZodError): string {
  return issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.map(String).join('.') || 'input'}: ${message}`)
    .join('; ');
}

/**
 * The one way into the core: known name, strict parse, run, closed error codes.
 *
 * @param failed is told of errors that are no refusals
 * @returns a function that never rejects; `page` is the connection that a call came through
 */
export function createDispatcher(
  handlers: Handlers,
  log: Log,
  failed: (error: unknown) => void,
): (request: unknown, page?: object | null) => Promise<Answer<unknown>> {
  async function run<C extends BridgeCall>(
    name: C,
    given: unknown,
    page: object | null,
  ): Promise<Answer<BridgeOutput<C>>> {
    const input = BRIDGE_SCHEMAS[name].input.safeParse(given);
    if (!input.success) {
      return { ok: false, refusal: refuse('invalid_input', whereWrong(input.error)) };
    }
    const output = await handlers[name](input.data, page);
    return { ok: true, value: BRIDGE_SCHEMAS[name].output.parse(output) };
  }

  return async (request, page = null) => {
    const parsed = bridgeRequest.safeParse(request);
    if (!parsed.success) {
      return { ok: false, refusal: refuse('invalid_input', whereWrong(parsed.error)) };
    }
    const { name, input } = parsed.data;
    if (!isBridgeCall(name)) return { ok: false, refusal: refuse('unknown_call', name) };
    try {
      return await run(name, input, page);
    } catch (error) {
      if (error instanceof RefusedError) return { ok: false, refusal: error.refusal };
      log({ level: 'error', event: 'call.failed', detail: `${name}: ${detailOf(error)}` });
      failed(error);
      return { ok: false, refusal: refuse('internal', name) };
    }
  };
}
