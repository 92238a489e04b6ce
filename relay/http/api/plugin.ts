import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import {
  REST_BASE,
  REST_NAMES,
  REST_SCHEMAS,
  type RestInput,
  type RestName,
} from '../../../shared/contract/rest.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import { allowanceHeaders, type CountRequest } from '../../limits/key-limits.ts';
import type { Log } from '../../log.ts';
import type { KeyRing, LiveKey } from '../../services/api-keys/key-ring.ts';
import type { RunRoute } from '../../services/rest/run-route.ts';
import { sendProblem, sendRefused } from './answer.ts';
import { apiDocuments } from './documents.ts';

const BEARER = /^bearer (\S+)$/i;
const BODY_LIMIT = 64 * 1024;
/** What an `Idempotency-Key` may be: anything that can be seen, such as a UUID. */
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,128}$/;

export interface ApiOptions {
  readonly keys: Pick<KeyRing, 'find'>;
  readonly count: CountRequest;
  readonly run: RunRoute;
  readonly log: Log;
  readonly publicUrl: string;
}

/**
 * The REST API for programs: every route of the contract, for whoever has a key with its scope.
 * Refusals are problem details (RFC 9457).
 */
export function api({ keys, count, run, log, publicUrl }: ApiOptions): FastifyPluginCallback {
  const letIn = async (
    request: FastifyRequest,
    reply: FastifyReply,
    name: RestName,
  ): Promise<LiveKey> => {
    const secret = BEARER.exec(request.headers.authorization ?? '')?.[1];
    const key = secret === undefined ? null : await keys.find(secret);
    if (key === null) throw new RefusedError('api_key_not_valid');
    const allowance = await count(key.id, key.requests_per_minute);
    reply.headers(allowanceHeaders(allowance));
    if (!allowance.allowed) throw new RefusedError('too_many_requests');
    if (key.suspended) throw new RefusedError('tenant_suspended');
    if (!key.may_use_rest) throw new RefusedError('rest_not_allowed');
    const { scope } = REST_SCHEMAS[name];
    if (!key.scopes.includes(scope)) throw new RefusedError('scope_missing', scope);
    return key;
  };

  const answer = async (
    name: RestName,
    key: LiveKey,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> => {
    const idempotencyKey = idempotencyKeyOf(name, request);
    const input = inputOf(name, request);
    const { outcome, replayed } = await run({ name, input, key, idempotencyKey, from: request.ip });
    if (replayed) reply.header('idempotent-replayed', 'true');
    if (!outcome.ok) return sendProblem(reply, outcome.refusal);
    return reply.code(REST_SCHEMAS[name].status).send(outcome.value);
  };

  return (fastify, _options, done) => {
    fastify.removeContentTypeParser('text/plain');
    const found = new WeakMap<FastifyRequest, LiveKey>();
    fastify.setErrorHandler(
      (error: { readonly statusCode?: number; readonly message?: string }, request, reply) => {
        if (error instanceof RefusedError) return sendProblem(reply, error.refusal);
        const status = error.statusCode ?? 500;
        if (status === 413) return sendRefused(reply, 'body_too_large');
        if (status === 415) return sendRefused(reply, 'body_not_json');
        if (status < 500) return sendRefused(reply, 'invalid_input', error.message);
        log.error({ event: 'request_failed', route: request.routeOptions.url, err: error });
        return sendRefused(reply, 'internal');
      },
    );
    fastify.addHook('onSend', (_request, reply, _payload, next) => {
      if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
      reply.header('x-content-type-options', 'nosniff');
      next();
    });
    for (const name of REST_NAMES) {
      const { method, path, bodyLimit = BODY_LIMIT } = REST_SCHEMAS[name];
      fastify.route({
        method,
        url: REST_BASE + path.replaceAll(/\{(\w+)\}/g, ':$1'),
        bodyLimit,
        // Before anything of the body is read.
        onRequest: async (request, reply) => {
          found.set(request, await letIn(request, reply, name));
        },
        handler: (request, reply) => {
          const key = found.get(request);
          if (key === undefined) throw new RefusedError('api_key_not_valid');
          return answer(name, key, request, reply);
        },
      });
    }
    fastify.all(`${REST_BASE}/*`, async (request, reply) => {
      const secret = BEARER.exec(request.headers.authorization ?? '')?.[1];
      const key = secret === undefined ? null : await keys.find(secret);
      return sendRefused(reply, key === null ? 'api_key_not_valid' : 'unknown_call');
    });
    apiDocuments(fastify, publicUrl);
    done();
  };
}

/** @throws {RefusedError} where it must come and does not, or has a form that cannot be kept */
function idempotencyKeyOf(name: RestName, { headers }: FastifyRequest): string | null {
  const { idempotency } = REST_SCHEMAS[name];
  const given = headers['idempotency-key'];
  if (idempotency === 'none') return null;
  if (given === undefined) {
    if (idempotency === 'required') throw new RefusedError('idempotency_key_missing');
    return null;
  }
  if (typeof given !== 'string' || !IDEMPOTENCY_KEY.test(given)) {
    throw new RefusedError('invalid_input', 'Idempotency-Key: needs 1 to 128 visible characters');
  }
  return given;
}

/** @throws {RefusedError} `invalid_input` with the first field that is wrong */
function inputOf<N extends RestName>(name: N, request: FastifyRequest): RestInput<N> {
  const { params, query, body, method } = REST_SCHEMAS[name];
  return {
    params: parse(params, request.params, 'path'),
    query: parse(query, request.query, 'query'),
    body: parse(body, method === 'GET' ? {} : request.body, 'body'),
  };
}

function parse<T>(schema: z.ZodType<T>, given: unknown, where: string): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = [where, ...(issue?.path ?? [])].map(String).join('.');
  throw new RefusedError('invalid_input', `${path}: ${issue?.message ?? 'is not valid'}`);
}
