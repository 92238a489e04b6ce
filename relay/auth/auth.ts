import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { getAdapter } from 'better-auth/db/adapter';
import { makeSignature } from 'better-auth/crypto';
import { bearer } from 'better-auth/plugins/bearer';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { SingleSignOnSettings } from '../config/single-sign-on.ts';
import type { Log } from '../log.ts';
import { CLIENT_ADDRESS_HEADER } from './client-address.ts';
import { hashToken, hashTokens } from './hashed-tokens.ts';
import { type SecondStep, secondStep } from './second-step.ts';
import { companyProvider, type SingleSignOn, singleSignOn } from './single-sign-on.ts';
import {
  endSessionsOf,
  ownerOf,
  refreshSessions,
  sessionsOf,
  type StoredSession,
  tellWiped,
  type WipedSession,
  wipedSessionsOf,
} from './session-store.ts';

/** How long a session lasts without being used, and after which time of use it is prolonged. Seconds. */
const SESSION_SECONDS = 30 * 24 * 3600;
const PROLONG_SECONDS = 24 * 3600;
/** Attempts to sign in from one address: many people may share one, guessing needs far more. */
const ATTEMPTS = 20;
const ATTEMPTS_SECONDS = 60;

/** What may stand in an HTTP header; ours are far shorter. */
const TOKEN = /^[\x21-\x7e]{1,1000}$/;
/** What the plugin adds to a user. */
const userOfPlugin = z.object({ twoFactorEnabled: z.boolean().nullish() });
/** What is known of a session beside what better-auth puts there. */
const ownOfSession = z.object({ secondStepElsewhere: z.boolean().nullish() });
/** Codes of the second step from one address, beside what counts for each account and ticket. */
const CODES = 20;

export interface AuthOptions {
  /** Connections of the role `auth`. */
  readonly pool: Pool;
  readonly publicUrl: string;
  /** Signs the tokens: 32 bytes. */
  readonly secret: Buffer;
  readonly log: Log;
  /** Is told that a session has ended, on this relay. */
  readonly sessionEnded: (sessionId: string) => void;
  /** The company's own provider; undefined: people have passwords alone. */
  readonly company?: SingleSignOnSettings | undefined;
}

/** Who stands behind a token. */
export interface LiveSession {
  readonly sessionId: string;
  readonly userId: string;
  /** Whether the person has signed in with a second step, ours or the company's own. */
  readonly hasSecondStep: boolean;
}

/** Sign-in: users, passwords and sessions, and nothing of tenants. */
export interface Auth {
  /** Answers a request to one of the paths of sign-in. */
  readonly handle: (request: Request) => Promise<Response>;
  /** The session of this token, prolonged where it is time; null where it is none any more. */
  readonly session: (token: string) => Promise<LiveSession | null>;
  /** The id of the user with this e-mail address, who is made where there is none. */
  readonly ensureUser: (user: {
    readonly email: string;
    readonly name: string;
    readonly password: string;
  }) => Promise<string>;
  /** The user with this e-mail address; `canSignIn`: there is a password. */
  readonly findUser: (
    email: string,
  ) => Promise<{ readonly id: string; readonly canSignIn: boolean } | null>;
  readonly isPassword: (userId: string, password: string) => Promise<boolean>;
  readonly setPassword: (userId: string, password: string) => Promise<void>;
  /**
   * Ends every session of a user.
   *
   * @param wipe whether each desktop is to remove what it holds, at its next contact
   */
  readonly endSessions: (userId: string, wipe?: boolean) => Promise<void>;
  /** Ends one session. `wipe` as above. */
  readonly endSession: (sessionId: string, wipe: boolean) => Promise<void>;
  /** Whose session this is; null: there is none. */
  readonly ownerOf: (sessionId: string) => Promise<string | null>;
  /** The live sessions of these users. */
  readonly sessionsOf: (userIds: readonly string[]) => Promise<readonly StoredSession[]>;
  readonly wipedSessionsOf: (userIds: readonly string[]) => Promise<readonly WipedSession[]>;
  /** Whether the desktop with this token, whose session was ended, is to remove what it holds. */
  readonly tellWiped: (
    by: { readonly token: string } | { readonly sessionId: string },
  ) => Promise<boolean>;
  readonly secondStep: SecondStep;
  /** null: there is none. */
  readonly singleSignOn: SingleSignOn | null;
  /** Those of the sessions that are still live; they count as used now. */
  readonly stillLive: (sessionIds: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** What better-auth is set to; its own check of the tables' structure takes the same. */
export function authOptions({
  publicUrl,
  secret,
  log,
  sessionEnded,
  company,
}: Omit<AuthOptions, 'pool'>): BetterAuthOptions {
  return {
    // Its paths are the relay's own, whatever a proxy puts before them.
    baseURL: new URL(publicUrl).origin,
    basePath: '/auth',
    secret: secret.toString('base64'),
    telemetry: { enabled: false },
    // People are made by an admin, never by themselves.
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12 },
    session: {
      expiresIn: SESSION_SECONDS,
      updateAge: PROLONG_SECONDS,
      additionalFields: {
        secondStepElsewhere: { type: 'boolean', required: true, defaultValue: false, input: false },
      },
    },
    account: {
      updateAccountOnSignIn: false,
      accountLinking: { trustedProviders: company?.trustEmail === true ? ['company'] : [] },
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 100,
      customRules: {
        '/sign-in/*': { window: ATTEMPTS_SECONDS, max: ATTEMPTS },
        '/two-factor/*': { window: ATTEMPTS_SECONDS, max: CODES },
      },
    },
    advanced: { ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] } },
    logger: {
      // Its messages may carry addresses: the event alone is kept.
      log: (level) => log[level === 'error' ? 'warn' : 'debug']({ event: 'better_auth', level }),
    },
    databaseHooks: {
      session: { delete: { after: ({ id }) => Promise.resolve(sessionEnded(id)) } },
      // Who somebody is at the company's provider is kept; what opens doors there is not.
      account: {
        create: { before: (account) => Promise.resolve({ data: withoutTokens(account) }) },
      },
    },
    plugins: [bearer({ requireSignature: true }), twoFactor({ issuer: 'Casement' })],
  };
}

function withoutTokens<A extends object>(account: A): A {
  const none = { accessToken: null, refreshToken: null, idToken: null };
  const dates = { accessTokenExpiresAt: null, refreshTokenExpiresAt: null };
  return { ...account, ...none, ...dates };
}

/** Sign-in on these connections. */
export async function openAuth(options: AuthOptions): Promise<Auth> {
  const { pool, sessionEnded } = options;
  const settings = authOptions(options);
  const adapter = hashTokens(await getAdapter({ ...settings, database: pool }));
  const auth = betterAuth({ ...settings, database: () => adapter });
  const context = await auth.$context;
  const steps = secondStep({
    pool,
    origin: new URL(options.publicUrl).origin,
    secret: options.secret.toString('base64'),
    handle: (request) => auth.handler(request),
    makeSession: (userId) => context.internalAdapter.createSession(userId),
    endSession: (token) => context.internalAdapter.deleteSession(token),
  });
  const { company } = options;
  let ofCompany: Auth['handle'] | null = null;
  // Made at its first use: it asks the provider how it works, and a relay does not wait for that.
  const askCompany = async (its: SingleSignOnSettings, request: Request): Promise<Response> => {
    if (ofCompany === null) {
      const plugins = [...(settings.plugins ?? []), companyProvider(its)];
      const own = betterAuth({ ...settings, plugins, database: () => adapter });
      ofCompany = (asked) => own.handler(asked);
    }
    return ofCompany(request);
  };
  const sso =
    company === undefined
      ? null
      : singleSignOn({
          settings: company,
          log: options.log,
          origin: new URL(options.publicUrl).origin,
          handle: (request) => askCompany(company, request),
          keep: async (identifier, value, seconds) => {
            const expiresAt = new Date(Date.now() + seconds * 1000);
            const kept = { identifier, value: JSON.stringify(value), expiresAt };
            await context.internalAdapter.createVerificationValue(kept);
          },
          take: async (identifier) => {
            const kept = await context.internalAdapter.consumeVerificationValue(identifier);
            return kept === null ? null : JSON.parse(kept.value);
          },
          userOfAnswer: async (signed) => {
            const token = decodeURIComponent(signed).split('.')[0] ?? '';
            const found = await context.internalAdapter.findSession(token);
            await context.internalAdapter.deleteSession(token);
            return found?.user.id ?? null;
          },
          hasSecondStep: async (userId) => (await steps.among([userId])).has(userId),
          checkSecondStep: steps.check,
          open: async (userId, secondStepElsewhere, { address, agent }) => {
            const { token } = await context.internalAdapter.createSession(
              userId,
              false,
              { secondStepElsewhere, ipAddress: address, userAgent: agent ?? '' },
              true,
            );
            return encodeURIComponent(
              `${token}.${await makeSignature(token, options.secret.toString('base64'))}`,
            );
          },
        });
  return {
    handle: (request) => auth.handler(request),
    session: async (token) => {
      if (!TOKEN.test(token)) return null;
      const found = await auth.api.getSession({
        headers: new Headers({ authorization: `Bearer ${token}` }),
      });
      if (found === null) return null;
      const { twoFactorEnabled } = userOfPlugin.parse(found.user);
      const { secondStepElsewhere } = ownOfSession.parse(found.session);
      return {
        sessionId: found.session.id,
        userId: found.user.id,
        hasSecondStep: twoFactorEnabled === true || secondStepElsewhere === true,
      };
    },
    ensureUser: async ({ email, name, password }) => {
      const known = await context.internalAdapter.findUserByEmail(email, { includeAccounts: true });
      // One without an account was being made when the relay died, and could never sign in.
      if (known !== null && known.accounts.length > 0) return known.user.id;
      const user =
        known?.user ??
        (await context.internalAdapter.createUser(
          { email, name, emailVerified: true },
          { method: 'email-password' },
        ));
      await context.internalAdapter.linkAccount({
        userId: user.id,
        providerId: 'credential',
        accountId: user.id,
        password: await context.password.hash(password),
      });
      return user.id;
    },
    findUser: async (email) => {
      const known = await context.internalAdapter.findUserByEmail(email, { includeAccounts: true });
      if (known === null) return null;
      const canSignIn = known.accounts.some(({ providerId }) => providerId === 'credential');
      return { id: known.user.id, canSignIn };
    },
    isPassword: async (userId, password) => {
      const accounts = await context.internalAdapter.findAccounts(userId);
      const hash = accounts.find(({ providerId }) => providerId === 'credential')?.password;
      return typeof hash === 'string' && context.password.verify({ hash, password });
    },
    setPassword: async (userId, password) => {
      await context.internalAdapter.updatePassword(userId, await context.password.hash(password));
    },
    endSessions: async (userId, wipe = false) => {
      for (const id of await endSessionsOf(pool, { userId }, wipe)) sessionEnded(id);
    },
    endSession: async (sessionId, wipe) => {
      for (const id of await endSessionsOf(pool, { sessionId }, wipe)) sessionEnded(id);
    },
    ownerOf: (sessionId) => ownerOf(pool, sessionId),
    sessionsOf: (userIds) => sessionsOf(pool, userIds),
    wipedSessionsOf: (userIds) => wipedSessionsOf(pool, userIds),
    tellWiped: async (by) => {
      if ('sessionId' in by) return tellWiped(pool, by);
      const [secret] = by.token.split('.');
      return secret !== undefined && tellWiped(pool, { tokenHash: hashToken(secret) });
    },
    secondStep: {
      ...steps,
      goOn: (ticket, code, asking) =>
        sso?.isTicket(ticket) === true
          ? sso.goOn(ticket, code, asking)
          : steps.goOn(ticket, code, asking),
    },
    singleSignOn: sso,
    stillLive: (ids) => refreshSessions(pool, ids, SESSION_SECONDS, PROLONG_SECONDS),
  };
}
