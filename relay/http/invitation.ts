import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { RefusedError } from '../../shared/contract/errors.ts';
import type { Auth } from '../auth/auth.ts';
import { networkOf } from '../limits/address.ts';
import type { Parts } from '../parts.ts';
import {
  acceptInvitation,
  LONGEST_PASSWORD,
  lookAtInvitation,
  type OpenInvitation,
  SHORTEST_PASSWORD,
} from '../services/people/accept-invitation.ts';
import { INVITATION_PATH } from '../services/people/invitations.ts';
import { escaped, sendPage } from './page.ts';

/** Of one address: looking at links, and passwords tried, in a minute. */
const LOOKS = 60;
const TRIES = 10;
const WINDOW_SECONDS = 60;
const BODY_LIMIT = 4096;
const TOKEN = /^[\w-]{43}$/;

type TokenRequest = FastifyRequest<{ Params: { token: string } }>;

/**
 * `GET /invitation/<token>`: a page with a form; `POST` of it accepts the invitation, or sets the
 * new password. A token that is wrong, used up, taken back or too old gets one and the same page.
 */
export function invitationPage(
  parts: Pick<Parts, 'store' | 'clock' | 'publicUrl'>,
  auth: Pick<Auth, 'findUser' | 'isPassword' | 'ensureUser' | 'setPassword' | 'endSessions'>,
): FastifyPluginCallback {
  const looks = new RateLimiterMemory({ points: LOOKS, duration: WINDOW_SECONDS });
  const tries = new RateLimiterMemory({ points: TRIES, duration: WINDOW_SECONDS });

  const open = async ({ params, ip }: TokenRequest): Promise<OpenInvitation | null | 'busy'> => {
    if (!(await allowed(looks, ip))) return 'busy';
    return TOKEN.test(params.token) ? lookAtInvitation(parts, params.token) : null;
  };

  return (fastify, _options, done) => {
    fastify.removeAllContentTypeParsers();
    fastify.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, parsed) => parsed(null, new URLSearchParams(body.toString())),
    );
    const path = `${INVITATION_PATH}/:token`;
    fastify.get<{ Params: { token: string } }>(path, async (request, reply) => {
      const found = await open(request);
      if (found === 'busy') return busy(reply);
      return found === null ? gone(reply) : form(reply, 200, found, null);
    });
    fastify.post<{ Params: { token: string } }>(
      path,
      { bodyLimit: BODY_LIMIT },
      async (request, reply) => {
        const found = await open(request);
        if (found === 'busy') return busy(reply);
        if (found === null) return gone(reply);
        const { body } = request;
        const given = body instanceof URLSearchParams ? body : new URLSearchParams();
        const password = given.get('password') ?? '';
        if (password !== given.get('again')) {
          return form(reply, 400, found, 'The two passwords are not the same.');
        }
        if (password.length < SHORTEST_PASSWORD || password.length > LONGEST_PASSWORD) {
          return form(
            reply,
            400,
            found,
            `The password needs ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters.`,
          );
        }
        if (!(await allowed(tries, request.ip))) return busy(reply);
        try {
          const { token } = request.params;
          const accepted = await acceptInvitation(parts, auth, {
            token,
            password,
            from: request.ip,
          });
          return welcome(reply, accepted, parts.publicUrl);
        } catch (error) {
          if (!(error instanceof RefusedError)) throw error;
          const { code } = error.refusal;
          if (code === 'wrong_credentials') {
            return form(
              reply,
              400,
              found,
              'There is an account with this e-mail address at this relay already, with another password. Enter that one.',
            );
          }
          if (code === 'works_elsewhere') {
            return form(
              reply,
              400,
              found,
              'This account works for another company at this relay. Ask for an invitation to another e-mail address.',
            );
          }
          return gone(reply);
        }
      },
    );
    done();
  };
}

async function allowed(limiter: RateLimiterMemory, address: string): Promise<boolean> {
  try {
    await limiter.consume(networkOf(address));
    return true;
  } catch (error) {
    if (error instanceof RateLimiterRes) return false;
    throw error;
  }
}

function busy(reply: FastifyReply): FastifyReply {
  return sendPage(
    reply.header('retry-after', String(WINDOW_SECONDS)),
    429,
    'Too many attempts',
    '<p>Wait a minute, then try again.</p>',
  );
}

function gone(reply: FastifyReply): FastifyReply {
  return sendPage(
    reply,
    410,
    'This link is not valid any more',
    '<p>It has been used, taken back, or is older than seven days. Ask whoever sent it for a new one.</p>',
  );
}

function field(name: string, label: string, more: string): string {
  return (
    `<label for="${name}">${label}</label><input id="${name}" name="${name}" type="password" required ` +
    `minlength="${SHORTEST_PASSWORD}" maxlength="${LONGEST_PASSWORD}" autocomplete="new-password"${more}>`
  );
}

function form(
  reply: FastifyReply,
  status: number,
  { kind, email, tenantName }: OpenInvitation,
  problem: string | null,
): FastifyReply {
  const isInvite = kind === 'invite';
  const lead = isInvite
    ? `<p>You are invited to work with <strong>${escaped(tenantName)}</strong> in Casement. Choose the password with which you will sign in.</p>` +
      '<p class="soft">If you have an account at this relay already, enter its password.</p>'
    : `<p>Choose the new password for <strong>${escaped(tenantName)}</strong>. You will be signed out everywhere.</p>`;
  const told =
    problem === null ? '' : `<p class="bad" role="alert" id="problem">${escaped(problem)}</p>`;
  const described = problem === null ? 'rule' : 'rule problem';
  return sendPage(
    reply,
    status,
    isInvite ? `Welcome to ${tenantName}` : 'A new password',
    `${lead}${told}<form method="post"><label for="email">E-mail address</label>` +
      `<input id="email" type="email" value="${escaped(email)}" readonly autocomplete="username">` +
      `<p class="soft" id="rule">At least ${SHORTEST_PASSWORD} characters.</p>` +
      field('password', 'Password', ` aria-describedby="${described}" autofocus`) +
      field('again', 'Once more', '') +
      `<button>${isInvite ? 'Accept the invitation' : 'Set the password'}</button></form>`,
  );
}

function welcome(
  reply: FastifyReply,
  { kind, email }: OpenInvitation,
  publicUrl: string,
): FastifyReply {
  const isInvite = kind === 'invite';
  return sendPage(
    reply,
    200,
    isInvite ? 'You can sign in now' : 'The password is set',
    '<p>Open Casement on your computer and sign in with your password and these:</p>' +
      `<dl><dt>Relay</dt><dd><code>${escaped(publicUrl)}</code></dd>` +
      `<dt>E-mail address</dt><dd><code>${escaped(email)}</code></dd></dl>` +
      '<p class="soft">If Casement is not on your computer yet, ask whoever invited you for it. You can close this page.</p>',
  );
}
