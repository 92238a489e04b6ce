import type { FastifyPluginCallback, FastifyReply } from 'fastify';
import { RefusedError } from '../../shared/contract/errors.ts';
import {
  SIGN_IN_WAYS_PATH,
  type SignInWays,
  SINGLE_SIGN_ON_PATH,
  singleSignOnPlace,
} from '../../shared/contract/sign-in.ts';
import type { Auth } from '../auth/auth.ts';
import { CALLBACK_PATH } from '../auth/single-sign-on.ts';
import { escaped, sendPage } from './page.ts';

/**
 * Single sign-on, as a browser sees it: to the company's provider and back, and on to the desktop that
 * waits on the same machine. `GET /auth/ways` says whether there is any.
 */
export function singleSignOnRoutes(auth: Pick<Auth, 'singleSignOn'>): FastifyPluginCallback {
  const { singleSignOn: company } = auth;
  return (fastify, _options, done) => {
    fastify.get(SIGN_IN_WAYS_PATH, (_request, reply) =>
      reply
        .header('cache-control', 'no-store')
        .send({ singleSignOn: company?.name ?? null } satisfies SignInWays),
    );
    if (company !== null) {
      fastify.get(SINGLE_SIGN_ON_PATH, async ({ query, ip, headers }, reply) => {
        const place = singleSignOnPlace.safeParse(query);
        if (!place.success) return sorry(reply, 400);
        try {
          const asking = { address: ip, agent: headers['user-agent'] };
          const { url, cookies } = await company.begin(place.data, asking);
          return await reply
            .headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
            .header('set-cookie', [...cookies])
            .redirect(url, 303);
        } catch (error) {
          if (!(error instanceof RefusedError)) throw error;
          return sorry(reply, error.refusal.code === 'too_many_attempts' ? 429 : 502);
        }
      });
      fastify.get(CALLBACK_PATH, async ({ url, ip, headers }, reply) => {
        const asking = { address: ip, agent: headers['user-agent'] };
        const query = new URL(url, 'http://127.0.0.1').search.slice(1);
        try {
          const target = await company.arrive(query, headers.cookie ?? '', asking);
          if (target === null) return sorry(reply, 400);
          return await reply
            .headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
            .redirect(target, 303);
        } catch (error) {
          if (!(error instanceof RefusedError)) throw error;
          return sorry(reply, 502);
        }
      });
    }
    done();
  };
}

function sorry(reply: FastifyReply, status: 400 | 429 | 502): FastifyReply {
  const what = {
    400: 'This sign-in is not known here, or it took too long.',
    429: 'There were too many attempts to sign in. Wait a minute.',
    502: 'Your company’s sign-in cannot be reached, or refuses Casement.',
  }[status];
  return sendPage(
    reply,
    status,
    'You are not signed in',
    `<p>${escaped(what)}</p><p>Go back to Casement and try again.</p>`,
  );
}
