import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { RefusedError, type RefusalCode } from '../../shared/contract/errors.ts';
import {
  BEGIN_SECOND_STEP_PATH,
  CONFIRM_SECOND_STEP_PATH,
  DISABLE_SECOND_STEP_PATH,
  FINISH_SINGLE_SIGN_ON_PATH,
  finishSingleSignOnInput,
  password,
  SECOND_STEP_PATH,
  secondStepCode,
  secondStepInput,
  SIGN_IN_PATH,
  SIGN_OUT_PATH,
  TOKEN_HEADER,
} from '../../shared/contract/sign-in.ts';
import type { Auth } from '../auth/auth.ts';
import { CLIENT_ADDRESS_HEADER } from '../auth/client-address.ts';
import type { Parts } from '../parts.ts';
import { signInNotes } from '../services/people/sign-in-notes.ts';
import { bearerOf } from './bearer.ts';
import { sendRefusal } from './refusals.ts';

const BODY_LIMIT = 16 * 1024;
const RETRY_HEADERS = ['x-retry-after', 'retry-after'];

const STATUS: Partial<Record<RefusalCode, number>> = {
  too_many_attempts: 429,
  wrong_credentials: 401,
  wrong_code: 401,
  not_signed_in: 401,
  internal: 500,
};

/** What is put down of an attempt: who it was meant for. */
const attempt = z.object({ email: z.string().max(254) });

/** Answers with what `work` gives, or with the refusal that it throws. */
const answering =
  <B>(schema: z.ZodType<B>, work: (body: B, request: FastifyRequest) => Promise<object | string>) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const parsed = schema.safeParse(request.body);
    if (!parsed.success) return sendRefusal(reply, 400, 'invalid_input');
    try {
      const given = await work(parsed.data, request);
      reply.header('cache-control', 'no-store');
      return typeof given === 'string'
        ? reply.header(TOKEN_HEADER, given).send({})
        : reply.send(given);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      const { code } = error.refusal;
      if (code === 'too_many_attempts') reply.header('retry-after', '60');
      return sendRefusal(reply, STATUS[code] ?? 400, code);
    }
  };

/** Who asks, as better-auth is told. */
const asking = ({ ip, headers }: FastifyRequest) => ({
  address: ip,
  agent: headers['user-agent'],
});

/**
 * Signing in and out, and the second step: the only paths of better-auth that are open. Nothing but
 * the token in its header goes out and nothing but the bearer token comes in: without cookies there
 * is nothing that a page in a browser could use, and a page is turned away by its `Origin`.
 *
 * Answers: 200; 401 `wrong_credentials`, `wrong_code` or `not_signed_in`; 400 `invalid_input`; 429
 * `too_many_attempts` with `Retry-After`; 403 `not_allowed` for a page.
 */
export function signIn(
  auth: Pick<Auth, 'handle' | 'session' | 'secondStep' | 'singleSignOn' | 'findUser'>,
  parts: Pick<Parts, 'store' | 'clock' | 'log' | 'publicUrl'>,
): FastifyPluginCallback {
  const { origin } = new URL(parts.publicUrl);
  const notes = signInNotes(parts, auth);
  const forward = async (request: FastifyRequest): Promise<Response> => {
    const headers = new Headers({ [CLIENT_ADDRESS_HEADER]: request.ip });
    const { authorization, 'user-agent': agent } = request.headers;
    if (authorization !== undefined) headers.set('authorization', authorization);
    if (agent !== undefined) headers.set('user-agent', agent);
    if (request.body !== undefined) headers.set('content-type', 'application/json');
    return auth.handle(
      new Request(`${origin}${request.routeOptions.url}`, {
        method: 'POST',
        headers,
        body: request.body === undefined ? null : JSON.stringify(request.body),
      }),
    );
  };

  /** Not by `findPerson`: whoever is to set up a second step is let in nowhere else yet. */
  const userOf = async (request: FastifyRequest): Promise<string> => {
    const token = bearerOf(request);
    const live = token === null ? null : await auth.session(token);
    if (live === null) throw new RefusedError('not_signed_in');
    return live.userId;
  };

  return (fastify, _options, done) => {
    const options = { bodyLimit: BODY_LIMIT };
    fastify.removeAllContentTypeParsers();
    fastify.addContentTypeParser(
      'application/json',
      { parseAs: 'string' },
      (_request, body, parsed) => {
        if (body === '') return parsed(null, undefined);
        try {
          return parsed(null, JSON.parse(body.toString()));
        } catch {
          return parsed(Object.assign(new Error('the body is not JSON'), { statusCode: 400 }));
        }
      },
    );
    fastify.addHook('preHandler', async (request, reply) => {
      if (request.headers.origin !== undefined) return sendRefusal(reply, 403, 'not_allowed');
      return undefined;
    });
    fastify.post(SIGN_IN_PATH, options, async (request, reply) => {
      const answer = await forward(request);
      const meant = attempt.safeParse(request.body);
      if (meant.success && (answer.status === 401 || answer.status === 429)) {
        notes.refused(meant.data.email, request.ip, answer.status === 429);
      }
      const ticket = answer.ok ? auth.secondStep.ticketOf(answer) : null;
      if (ticket === null) return pass(answer, reply);
      return reply.header('cache-control', 'no-store').send({ secondStep: { ticket } });
    });
    fastify.post(SIGN_OUT_PATH, options, async (request, reply) =>
      pass(await forward(request), reply),
    );
    fastify.post(
      SECOND_STEP_PATH,
      options,
      answering(secondStepInput, ({ ticket, code }, request) =>
        auth.secondStep.goOn(ticket, code, asking(request)),
      ),
    );
    fastify.post(
      FINISH_SINGLE_SIGN_ON_PATH,
      options,
      answering(finishSingleSignOnInput, ({ code, verifier }, request) => {
        if (auth.singleSignOn === null) throw new RefusedError('not_signed_in');
        return auth.singleSignOn.finish(code, verifier, asking(request));
      }),
    );
    fastify.post(
      BEGIN_SECOND_STEP_PATH,
      options,
      answering(z.strictObject({ password }), async (body, request) => {
        await userOf(request);
        const { authorization = '' } = request.headers;
        return auth.secondStep.begin(authorization, body.password, asking(request));
      }),
    );
    fastify.post(
      CONFIRM_SECOND_STEP_PATH,
      options,
      answering(z.strictObject({ code: secondStepCode }), async ({ code }, request) => {
        const userId = await userOf(request);
        await auth.secondStep.confirm(userId, code, asking(request));
        await notes.secondStep(userId, request.ip, true);
        return {};
      }),
    );
    fastify.post(
      DISABLE_SECOND_STEP_PATH,
      options,
      answering(z.strictObject({ password }), async (body, request) => {
        const userId = await userOf(request);
        await auth.secondStep.disable(userId, body.password, asking(request));
        await notes.secondStep(userId, request.ip, false);
        return {};
      }),
    );
    done();
  };
}

function pass(answer: Response, reply: FastifyReply): FastifyReply {
  if (answer.ok) {
    const token = answer.headers.get(TOKEN_HEADER);
    if (token !== null) reply.header(TOKEN_HEADER, token);
    return reply.header('cache-control', 'no-store').send({});
  }
  if (answer.status === 429) {
    const wait = RETRY_HEADERS.map((name) => answer.headers.get(name)).find((s) => s !== null);
    reply.header('retry-after', wait ?? '60');
    return sendRefusal(reply, 429, 'too_many_attempts');
  }
  if (answer.status === 401) return sendRefusal(reply, 401, 'wrong_credentials');
  if (answer.status < 500) return sendRefusal(reply, 400, 'invalid_input');
  return sendRefusal(reply, 500, 'internal');
}
