import { z } from 'zod';
import { type Refusal, type RefusalCode, REFUSALS } from '../errors.ts';

/* How REST refuses: problem details (RFC 9457) with the code, and one HTTP status per code. */

export const PROBLEM_TYPE = 'application/problem+json';

/** Of every code that is not named here: the request is understood and may not be done. */
const OTHERWISE = 422;

/** The HTTP status of each refusal. */
export const PROBLEM_STATUS: Partial<Record<RefusalCode, number>> = {
  invalid_input: 400,
  idempotency_key_missing: 400,
  api_key_not_valid: 401,
  scope_missing: 403,
  rest_not_allowed: 403,
  tenant_suspended: 403,
  unknown_call: 404,
  contact_not_found: 404,
  conversation_not_found: 404,
  message_not_found: 404,
  order_not_found: 404,
  idempotency_key_reused: 409,
  identity_taken: 409,
  external_id_taken: 409,
  body_too_large: 413,
  body_not_json: 415,
  too_many_requests: 429,
  too_many_attempts: 429,
  internal: 500,
  busy: 503,
};

/** What every route may refuse. */
export const ALWAYS_POSSIBLE = [
  'invalid_input',
  'api_key_not_valid',
  'scope_missing',
  'rest_not_allowed',
  'tenant_suspended',
  'too_many_requests',
  'too_many_attempts',
  'internal',
  'busy',
] as const satisfies readonly RefusalCode[];

/** What every route with a body may refuse. */
export const WITH_A_BODY = [
  'body_not_json',
  'body_too_large',
] as const satisfies readonly RefusalCode[];

/** What every route that takes an `Idempotency-Key` may refuse. */
export const WITH_A_KEY = ['idempotency_key_reused'] as const satisfies readonly RefusalCode[];

/** The HTTP status of a refusal. */
export function statusOf(code: RefusalCode): number {
  return PROBLEM_STATUS[code] ?? OTHERWISE;
}

const codes = Object.keys(REFUSALS);

export const problemDetails = z.object({
  type: z.string().describe('Where this refusal is explained.'),
  title: z.string().describe('What happened.'),
  status: z.number().int(),
  code: z.enum(codes).describe('One word of the closed list of refusals.'),
  next: z.string().describe('What to do next.'),
  detail: z.string().optional().describe('What exactly, such as the field.'),
});
export type ProblemDetails = z.infer<typeof problemDetails>;

/** A refusal as REST writes it. */
export function asProblem({ code, what, next, detail }: Refusal): ProblemDetails {
  return {
    type: `/api#${code}`,
    title: what,
    status: statusOf(code),
    code,
    next,
    ...(detail === undefined ? {} : { detail }),
  };
}
