import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { z } from 'zod';
import { RefusedError } from '../../shared/contract/errors.ts';
import {
  SINGLE_SIGN_ON_PATH,
  type SingleSignOnPlace,
  singleSignOnPlace,
  TOKEN_HEADER,
} from '../../shared/contract/sign-in.ts';
import type { SingleSignOnSettings } from '../config/single-sign-on.ts';
import type { Log } from '../log.ts';
import { CLIENT_ADDRESS_HEADER } from './client-address.ts';
import type { Asking } from './second-step.ts';

/* Signing in at the company's own OpenID provider, by better-auth: it sends the browser there, checks
 * what comes back and links the account to the person with that e-mail address. The browser never gets
 * a session: it carries a code to the desktop that waits on the same machine (RFC 8252), which changes
 * it for a session of its own with the secret that only it has. */

const PROVIDER = 'company';
export const CALLBACK_PATH = `/auth/callback/${PROVIDER}`;
/** Where better-auth would send the browser; it is never asked for. */
const RETURN_PATH = `${SINGLE_SIGN_ON_PATH}/return`;
const CODE_SECONDS = 60;
/** The provider answers within seconds, or a browser has long given up. */
const PATIENCE_MS = 15_000;
/** As long as a ticket of the second step after a password. */
const TICKET_SECONDS = 600;
const MOST_WRONG_CODES = 5;
/** By this a ticket is known from one of better-auth's. */
const TICKET = 'sso.';

const beginning = z.object({ url: z.url({ protocol: /^https?$/ }) });
const handOver = z.object({ userId: z.string(), challenge: z.string() });
const waiting = z.object({ userId: z.string(), wrong: z.number().int() });

/** What better-auth says of a person whom it does not find. */
const UNKNOWN = new Set(['signup_disabled', 'email_not_found']);

export interface SingleSignOn {
  /** What the company calls it. */
  readonly name: string;
  /** Where the browser goes, with the cookies that hold it to its attempt. @throws {RefusedError} */
  readonly begin: (
    place: SingleSignOnPlace,
    asking: Asking,
  ) => Promise<{ readonly url: string; readonly cookies: readonly string[] }>;
  /**
   * The browser is back from the provider.
   *
   * @returns the desktop's address with a code, or with the refusal; null: nothing is known of this
   *   attempt
   */
  readonly arrive: (query: string, cookie: string, asking: Asking) => Promise<string | null>;
  /** @returns the answer with the token, or a ticket for the second step @throws {RefusedError} */
  readonly finish: (
    code: string,
    verifier: string,
    asking: Asking,
  ) => Promise<string | { readonly secondStep: { readonly ticket: string } }>;
  readonly isTicket: (ticket: string) => boolean;
  /** Goes on with a ticket of `finish`. @returns the token @throws {RefusedError} */
  readonly goOn: (ticket: string, code: string, asking: Asking) => Promise<string>;
}

export interface SingleSignOnOptions {
  readonly settings: SingleSignOnSettings;
  readonly log: Log;
  readonly origin: string;
  readonly handle: (request: Request) => Promise<Response>;
  /** Keeps a value for so many seconds under a name. */
  readonly keep: (name: string, value: object, seconds: number) => Promise<void>;
  /** The value of this name, once. */
  readonly take: (name: string) => Promise<unknown>;
  /** Whose session this answer holds, which is ended. */
  readonly userOfAnswer: (token: string) => Promise<string | null>;
  /** Whether the person has a second step of ours. */
  readonly hasSecondStep: (userId: string) => Promise<boolean>;
  readonly checkSecondStep: (userId: string, code: string, asking: Asking) => Promise<void>;
  /** A session's token, signed. */
  readonly open: (userId: string, secondStepElsewhere: boolean, asking: Asking) => Promise<string>;
}

/** better-auth's plugin for this provider. */
export function companyProvider({
  issuer,
  clientId,
  clientSecret,
  publicUrl,
}: SingleSignOnSettings) {
  return genericOAuth({
    config: [
      {
        providerId: PROVIDER,
        discoveryUrl: `${issuer}/.well-known/openid-configuration`,
        clientId,
        ...(clientSecret === undefined
          ? { tokenEndpointAuth: { method: 'none' as const } }
          : { clientSecret }),
        redirectURI: `${publicUrl}${CALLBACK_PATH}`,
        scopes: ['openid', 'email', 'profile'],
        requireIdTokenVerification: true,
        // People are made by an admin, never by themselves.
        disableSignUp: true,
      },
    ],
  });
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
const nameOf = (kind: 'code' | 'ticket', secret: string): string =>
  `single-sign-on-${kind}-${sha256(secret).toString('hex')}`;

/** @throws {RefusedError} where the provider, which is asked meanwhile, takes too long */
async function inTime(answer: Promise<Response>): Promise<Response> {
  let late: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    late = setTimeout(() => reject(new RefusedError('single_sign_on_failed')), PATIENCE_MS);
  });
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    clearTimeout(late);
    answer.catch(() => undefined);
  }
}

/** Single sign-on on this better-auth. */
export function singleSignOn(options: SingleSignOnOptions): SingleSignOn {
  const { settings, origin, keep, take } = options;

  const ask = (method: 'GET' | 'POST', path: string, asking: Asking, more: RequestInit) =>
    inTime(
      options.handle(
        new Request(origin + path, {
          method,
          ...more,
          headers: {
            [CLIENT_ADDRESS_HEADER]: asking.address,
            ...(asking.agent === undefined ? {} : { 'user-agent': asking.agent }),
            ...Object.fromEntries(new Headers(more.headers)),
          },
        }),
      ),
    );

  const ticketFor = async (userId: string, wrong: number, secret: string): Promise<void> =>
    keep(nameOf('ticket', secret), { userId, wrong }, TICKET_SECONDS);

  return {
    name: settings.name,
    begin: async ({ port, challenge, state, again }, asking) => {
      const place = new URLSearchParams({ port: String(port), challenge, state });
      const callbackURL = `${RETURN_PATH}?${place.toString()}`;
      const answer = await ask('POST', '/auth/sign-in/social', asking, {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          provider: PROVIDER,
          callbackURL,
          errorCallbackURL: callbackURL,
          disableRedirect: true,
          ...(again === undefined ? {} : { additionalParams: { prompt: 'login' } }),
        }),
      });
      if (answer.status === 429) throw new RefusedError('too_many_attempts');
      const parsed = beginning.safeParse(await answer.json().catch(() => null));
      if (!answer.ok || !parsed.success) throw new RefusedError('single_sign_on_failed');
      return { url: parsed.data.url, cookies: answer.headers.getSetCookie() };
    },
    arrive: async (query, cookie, asking) => {
      const answer = await ask('GET', `${CALLBACK_PATH}?${query}`, asking, { headers: { cookie } });
      const target = URL.parse(answer.headers.get('location') ?? '', origin);
      if (target?.pathname !== RETURN_PATH) return null;
      const place = singleSignOnPlace.safeParse(Object.fromEntries(target.searchParams));
      if (!place.success) return null;
      const { port, challenge, state } = place.data;
      const back = (said: Record<string, string>) =>
        `http://127.0.0.1:${port}/?${new URLSearchParams({ state, ...said }).toString()}`;
      const error = target.searchParams.get('error');
      const token = answer.headers.get(TOKEN_HEADER);
      const userId = token === null ? null : await options.userOfAnswer(token);
      if (error !== null || userId === null) {
        options.log.warn({ event: 'single_sign_on_refused', reason: error });
        const isUnknown = UNKNOWN.has(error ?? '');
        return back({ refusal: isUnknown ? 'single_sign_on_unknown' : 'single_sign_on_failed' });
      }
      const code = randomBytes(32).toString('base64url');
      await keep(nameOf('code', code), { userId, challenge }, CODE_SECONDS);
      return back({ code });
    },
    finish: async (code, verifier, asking) => {
      const found = handOver.safeParse(await take(nameOf('code', code)));
      if (!found.success) throw new RefusedError('not_signed_in');
      const { userId, challenge } = found.data;
      const given = sha256(verifier);
      const wanted = Buffer.from(challenge, 'base64url');
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
        throw new RefusedError('not_signed_in');
      }
      if (settings.secondStep || !(await options.hasSecondStep(userId))) {
        return options.open(userId, settings.secondStep, asking);
      }
      const secret = randomBytes(32).toString('base64url');
      await ticketFor(userId, 0, secret);
      return { secondStep: { ticket: TICKET + secret } };
    },
    isTicket: (ticket) => ticket.startsWith(TICKET),
    goOn: async (ticket, code, asking) => {
      const secret = ticket.slice(TICKET.length);
      // Taken before the code is looked at, so that two at once do not count as one.
      const found = waiting.safeParse(await take(nameOf('ticket', secret)));
      if (!found.success) throw new RefusedError('not_signed_in');
      const { userId, wrong } = found.data;
      try {
        await options.checkSecondStep(userId, code, asking);
      } catch (error) {
        if (wrong + 1 < MOST_WRONG_CODES) await ticketFor(userId, wrong + 1, secret);
        throw error;
      }
      return options.open(userId, false, asking);
    },
  };
}
