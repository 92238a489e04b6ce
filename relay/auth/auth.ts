import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { getAdapter } from 'better-auth/db/adapter';
import { bearer } from 'better-auth/plugins/bearer';
import type { Pool } from 'pg';
import type { Log } from '../log.ts';
import { hashTokens } from './hashed-tokens.ts';
import { endSessionsOf, refreshSessions } from './session-store.ts';

/** How long a session lasts without being used, and after which time of use it is prolonged. Seconds. */
const SESSION_SECONDS = 30 * 24 * 3600;
const PROLONG_SECONDS = 24 * 3600;
/** Attempts to sign in from one address: many people may share one, guessing needs far more. */
const ATTEMPTS = 20;
const ATTEMPTS_SECONDS = 60;

/** What may stand in an HTTP header; ours are far shorter. */
const TOKEN = /^[\x21-\x7e]{1,1000}$/;

/** The header in which the routes tell better-auth whose request it is. */
export const CLIENT_ADDRESS_HEADER = 'x-casement-client';

export interface AuthOptions {
  /** Connections of the role `auth`. */
  readonly pool: Pool;
  readonly publicUrl: string;
  /** Signs the tokens: 32 bytes. */
  readonly secret: Buffer;
  readonly log: Log;
  /** Is told that a session has ended, on this relay. */
  readonly sessionEnded: (sessionId: string) => void;
}

/** Who stands behind a token. */
export interface LiveSession {
  readonly sessionId: string;
  readonly userId: string;
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
  /** Ends every session of a user. */
  readonly endSessions: (userId: string) => Promise<void>;
  /** Those of the sessions that are still live; they count as used now. */
  readonly stillLive: (sessionIds: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** What better-auth is set to; its own check of the tables' structure takes the same. */
export function authOptions({
  publicUrl,
  secret,
  log,
  sessionEnded,
}: Omit<AuthOptions, 'pool'>): BetterAuthOptions {
  return {
    // Its paths are the relay's own, whatever a proxy puts before them.
    baseURL: new URL(publicUrl).origin,
    basePath: '/auth',
    secret: secret.toString('base64'),
    telemetry: { enabled: false },
    // People are made by an admin, never by themselves.
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12 },
    session: { expiresIn: SESSION_SECONDS, updateAge: PROLONG_SECONDS },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 100,
      customRules: { '/sign-in/email': { window: ATTEMPTS_SECONDS, max: ATTEMPTS } },
    },
    advanced: { ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] } },
    logger: {
      // Its messages may carry addresses: the event alone is kept.
      log: (level) => log[level === 'error' ? 'warn' : 'debug']({ event: 'better_auth', level }),
    },
    databaseHooks: {
      session: { delete: { after: ({ id }) => Promise.resolve(sessionEnded(id)) } },
    },
    plugins: [bearer({ requireSignature: true })],
  };
}

/** Sign-in on these connections. */
export async function openAuth(options: AuthOptions): Promise<Auth> {
  const { pool, sessionEnded } = options;
  const settings = authOptions(options);
  const adapter = hashTokens(await getAdapter({ ...settings, database: pool }));
  const auth = betterAuth({ ...settings, database: () => adapter });
  const context = await auth.$context;
  return {
    handle: (request) => auth.handler(request),
    session: async (token) => {
      if (!TOKEN.test(token)) return null;
      const found = await auth.api.getSession({
        headers: new Headers({ authorization: `Bearer ${token}` }),
      });
      return found === null ? null : { sessionId: found.session.id, userId: found.user.id };
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
    endSessions: async (userId) => {
      for (const id of await endSessionsOf(pool, userId)) sessionEnded(id);
    },
    stillLive: (ids) => refreshSessions(pool, ids, SESSION_SECONDS, PROLONG_SECONDS),
  };
}
