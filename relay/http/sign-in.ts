import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import { SIGN_IN_PATH, SIGN_OUT_PATH, TOKEN_HEADER } from '../../shared/contract/sign-in.ts';
import { type Auth, CLIENT_ADDRESS_HEADER } from '../auth/auth.ts';
import { sendRefusal } from './refusals.ts';

const BODY_LIMIT = 16 * 1024;
const RETRY_HEADERS = ['x-retry-after', 'retry-after'];

/**
 * Signing in and out, the only paths of better-auth that are open. Nothing but the token in its
 * header goes out and nothing but the bearer token comes in: without cookies there is nothing
 * that a page in a browser could use, and a page is turned away by its `Origin`.
 *
 * Answers: 200; 401 `wrong_credentials`; 400 `invalid_input`; 429 `too_many_attempts` with
 * `Retry-After`; 403 `not_allowed` for a page.
 */
export function signIn(auth: Pick<Auth, 'handle'>, publicUrl: string): FastifyPluginCallback {
  const { origin } = new URL(publicUrl);
  const forward = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (request.headers.origin !== undefined) return sendRefusal(reply, 403, 'not_allowed');
    const headers = new Headers({ [CLIENT_ADDRESS_HEADER]: request.ip });
    const { authorization, 'user-agent': agent } = request.headers;
    if (authorization !== undefined) headers.set('authorization', authorization);
    if (agent !== undefined) headers.set('user-agent', agent);
    if (request.body !== undefined) headers.set('content-type', 'application/json');
    const answer = await auth.handle(
      new Request(`${origin}${request.routeOptions.url}`, {
        method: 'POST',
        headers,
        body: request.body === undefined ? null : JSON.stringify(request.body),
      }),
    );
    return pass(answer, reply);
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
    fastify.post(SIGN_IN_PATH, options, forward);
    fastify.post(SIGN_OUT_PATH, options, forward);
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
