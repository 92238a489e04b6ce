import twilio from 'twilio';
import { z } from 'zod';
import type { CallFailure } from '../provider.ts';
import { ProviderBusyError } from './http-client.ts';

/* Faults after which the request cannot have reached the provider: no name, no connection, no
 * trusted line. Everything else that is not an answer leaves it open. */
const NEVER_LEFT = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

const coded = z.object({ code: z.string() });

/**
 * What is known of a send whose call threw.
 *
 * @param error whatever the SDK threw
 */
export function outcomeOfError(error: unknown): CallFailure {
  if (error instanceof ProviderBusyError) {
    return { kind: 'busy', retryAfterMs: error.retryAfterMs };
  }
  if (error instanceof twilio.RestException) return outcomeOfAnswer(error);
  const parsed = coded.safeParse(error);
  const code = parsed.success ? parsed.data.code : 'unknown';
  return { kind: NEVER_LEFT.has(code) ? 'not_departed' : 'in_doubt', reason: code };
}

function outcomeOfAnswer({ status, code }: { status: number; code?: number }): CallFailure {
  // Without Twilio's own code, the answer may be of something in between.
  if (status >= 400 && status < 500 && code !== undefined) {
    return { kind: 'refused', errorCode: code, reason: `the provider answered ${status}` };
  }
  return { kind: 'in_doubt', reason: `the provider answered ${status}` };
}
