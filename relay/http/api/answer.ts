import type { FastifyReply } from 'fastify';
import { type Refusal, refuse, type RefusalCode } from '../../../shared/contract/errors.ts';
import { asProblem, PROBLEM_TYPE } from '../../../shared/contract/rest/problem.ts';

/** How long a program had best wait when the relay is too busy, in seconds. */
const BUSY_SECONDS = '1';

/** Refuses with problem details. */
export function sendProblem(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const problem = asProblem(refusal);
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="Casement"');
  if (problem.status === 503) reply.header('retry-after', BUSY_SECONDS);
  // As bytes, or a character set is added to the type.
  return reply
    .code(problem.status)
    .header('content-type', PROBLEM_TYPE)
    .send(Buffer.from(JSON.stringify(problem)));
}

/** Refuses with a code of the closed list. */
export function sendRefused(reply: FastifyReply, code: RefusalCode, detail?: string): FastifyReply {
  return sendProblem(reply, refuse(code, detail));
}
