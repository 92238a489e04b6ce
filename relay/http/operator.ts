import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { RefusedError } from '../../shared/contract/errors.ts';
import { type TenantId, tenantId } from '../../shared/contract/ids.ts';
import type { OperatorKey } from '../operator-key.ts';
import type { Parts } from '../parts.ts';
import { limitsInput, newTenantInput, operatorWork } from '../services/operator/tenants.ts';
import { bearerOf } from './bearer.ts';
import { sendRefusal } from './refusals.ts';

const TENANTS = '/operator/v1/tenants';
const ONE = `${TENANTS}/:id`;
const params = z.object({ id: tenantId });

const onTenant =
  (act: (id: TenantId, request: FastifyRequest) => Promise<object>) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const parsed = params.safeParse(request.params);
    if (!parsed.success) return sendRefusal(reply, 404, 'unknown_call', 'no such tenant');
    try {
      return reply.send(await act(parsed.data.id, request));
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      const { code, detail } = error.refusal;
      return sendRefusal(reply, code === 'invalid_input' ? 400 : 404, code, detail);
    }
  };

/**
 * What whoever runs the relay does with tenants, by their key as the bearer token:
 *
 * - `GET /operator/v1/tenants`, and `GET …/<id>`: with people, senders and messages counted
 * - `POST /operator/v1/tenants`: a new one; 201 with its id and the first owner's link
 * - `POST …/<id>/suspend` and `…/resume`
 * - `PATCH …/<id>/limits`: what it may use
 *
 * Refusals: 401 `not_signed_in`; 403 `not_allowed` for a page; 400 `invalid_input`; 404
 * `unknown_call` for a tenant that is none, and for everything where there is no operator's key.
 *
 * @param dropped is told that nobody of a tenant is let in any more
 */
export function operator(
  parts: Pick<Parts, 'store' | 'vault' | 'clock' | 'publicUrl'>,
  key: OperatorKey,
  dropped: (id: TenantId) => void,
): FastifyPluginCallback {
  const work = operatorWork(parts);

  return (fastify, _options, done) => {
    fastify.addHook('onRequest', async (request, reply) => {
      reply.header('cache-control', 'no-store');
      if (request.headers.origin !== undefined) return sendRefusal(reply, 403, 'not_allowed');
      const token = bearerOf(request);
      if (token === null || !key.isRight(token)) return sendRefusal(reply, 401, 'not_signed_in');
      return undefined;
    });
    fastify.get(TENANTS, async (_request, reply) => reply.send({ tenants: await work.list() }));
    fastify.post(TENANTS, async (request, reply) => {
      const input = newTenantInput.safeParse(request.body);
      if (!input.success) return sendRefusal(reply, 400, 'invalid_input', why(input.error));
      return reply.code(201).send(await work.create(input.data, request.ip));
    });
    fastify.get(
      ONE,
      onTenant((id) => work.describe(id)),
    );
    fastify.post(
      `${ONE}/suspend`,
      onTenant(async (id, { ip }) => {
        await work.suspend(id, ip);
        dropped(id);
        return work.describe(id);
      }),
    );
    fastify.post(
      `${ONE}/resume`,
      onTenant(async (id, { ip }) => {
        await work.resume(id, ip);
        return work.describe(id);
      }),
    );
    fastify.patch(
      `${ONE}/limits`,
      onTenant(async (id, { body, ip }) => {
        const input = limitsInput.safeParse(body);
        if (!input.success) throw new RefusedError('invalid_input', why(input.error));
        await work.limit(id, given(input.data), ip);
        return work.describe(id);
      }),
    );
    done();
  };
}

function why({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join('.')}: ${issue?.message}`;
}

/** Without the rules that are not there. */
function given({
  mayUseRest,
  mayUseAutomations,
  monthlyCap,
  monthlyCapOverride,
}: z.output<typeof limitsInput>) {
  return {
    ...(mayUseRest === undefined ? {} : { mayUseRest }),
    ...(mayUseAutomations === undefined ? {} : { mayUseAutomations }),
    ...(monthlyCap === undefined ? {} : { monthlyCap }),
    ...(monthlyCapOverride === undefined ? {} : { monthlyCapOverride }),
  };
}
