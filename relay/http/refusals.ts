import type { FastifyReply } from 'fastify';
import { refuse, type RefusalCode } from '../../shared/contract/errors.ts';

/** Answers with a coded refusal, as every call of the relay does. */
export function sendRefusal(
  reply: FastifyReply,
  status: number,
  code: RefusalCode,
  detail?: string,
): FastifyReply {
  return reply.code(status).send({ refusal: refuse(code, detail) });
}
