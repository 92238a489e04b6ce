import { makeSignature } from 'better-auth/crypto';
import type { Pool } from 'pg';
import { z } from 'zod';
import { type RefusalCode, RefusedError } from '../../shared/contract/errors.ts';
import { type SecondStepSetUp, TOKEN_HEADER } from '../../shared/contract/sign-in.ts';
import { CLIENT_ADDRESS_HEADER } from './client-address.ts';

/* The second step of signing in, by better-auth's plugin. It carries what it knows between the two
 * requests in a cookie of its own, and gives a new session whenever the second step is set up or
 * taken away. Desktops have no cookies and keep their session: the cookie becomes a ticket, and the
 * plugin is given a session of the moment, which is ended at once. */

/** Who asks, and from where. */
export interface Asking {
  readonly address: string;
  readonly agent?: string | undefined;
}

export interface SecondStep {
  /** The ticket in an answer to a right password; null: the answer holds the token. */
  readonly ticketOf: (answer: Response) => string | null;
  /** Goes on with a ticket. @returns the answer with the token @throws {RefusedError} */
  readonly goOn: (ticket: string, code: string, asking: Asking) => Promise<string>;
  /** @param authorization the header with the person's own token @throws {RefusedError} */
  readonly begin: (
    authorization: string,
    password: string,
    asking: Asking,
  ) => Promise<SecondStepSetUp>;
  /** Looks at a code of somebody who has a second step. @throws {RefusedError} */
  readonly check: (userId: string, code: string, asking: Asking) => Promise<void>;
  /** @throws {RefusedError} `wrong_code` */
  readonly confirm: (userId: string, code: string, asking: Asking) => Promise<void>;
  /** @throws {RefusedError} `wrong_credentials` */
  readonly disable: (userId: string, password: string, asking: Asking) => Promise<void>;
  /** Takes the second step away without a word of the person. */
  readonly reset: (userId: string) => Promise<void>;
  /** Those of the users who sign in with a second step. */
  readonly among: (userIds: readonly string[]) => Promise<ReadonlySet<string>>;
}

interface SecondStepOptions {
  readonly pool: Pool;
  /** Of the relay, as better-auth knows it. */
  readonly origin: string;
  readonly secret: string;
  readonly handle: (request: Request) => Promise<Response>;
  readonly makeSession: (userId: string) => Promise<{ readonly token: string }>;
  readonly endSession: (token: string) => Promise<void>;
}

const COOKIE = /(?:^|\s)([\w.-]*two_factor=[^;]+)/;
const TOTP = /^\d{6}$/;
const pathFor = (code: string): string =>
  TOTP.test(code) ? '/verify-totp' : '/verify-backup-code';

const failure = z.object({ code: z.string() });
const setUp = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) });

/** What better-auth's refusal means to whoever signs in. */
async function refusalOf(answer: Response, otherwise: RefusalCode): Promise<RefusedError> {
  if (answer.status === 429) return new RefusedError('too_many_attempts');
  const body: unknown = await answer.json().catch(() => null);
  const code = failure.safeParse(body).data?.code ?? '';
  if (code === 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE') return new RefusedError('too_many_attempts');
  if (code === 'INVALID_TWO_FACTOR_COOKIE') return new RefusedError('not_signed_in');
  if (code === 'INVALID_CODE' || code === 'INVALID_BACKUP_CODE') {
    return new RefusedError('wrong_code');
  }
  if (code === 'INVALID_PASSWORD') return new RefusedError('wrong_credentials');
  return new RefusedError(answer.status < 500 ? otherwise : 'internal');
}

/** The second step on this better-auth. */
export function secondStep(options: SecondStepOptions): SecondStep {
  const { pool, origin, secret } = options;

  const post = (
    path: string,
    body: object,
    { address, agent }: Asking,
    headers: Readonly<Record<string, string>>,
  ): Promise<Response> =>
    options.handle(
      new Request(`${origin}/auth/two-factor${path}`, {
        method: 'POST',
        headers: {
          [CLIENT_ADDRESS_HEADER]: address,
          'content-type': 'application/json',
          ...(agent === undefined ? {} : { 'user-agent': agent }),
          ...headers,
        },
        body: JSON.stringify(body),
      }),
    );

  /** Asks for a user with a session that is theirs for this one request. */
  const asUser = async (
    userId: string,
    path: string,
    body: object,
    asking: Asking,
  ): Promise<Response> => {
    const { token } = await options.makeSession(userId);
    let last: string | null = null;
    try {
      const signed = `${token}.${await makeSignature(token, secret)}`;
      const answer = await post(path, body, asking, { authorization: `Bearer ${signed}` });
      last = answer.headers.get(TOKEN_HEADER);
      return answer;
    } finally {
      await options.endSession(token);
      const rotated = last === null ? undefined : decodeURIComponent(last).split('.')[0];
      if (rotated !== undefined) await options.endSession(rotated);
    }
  };

  return {
    ticketOf: (answer) => {
      for (const cookie of answer.headers.getSetCookie()) {
        const found = COOKIE.exec(cookie)?.[1];
        if (found !== undefined) return Buffer.from(found).toString('base64url');
      }
      return null;
    },
    goOn: async (ticket, code, asking) => {
      const cookie = COOKIE.exec(Buffer.from(ticket, 'base64url').toString())?.[1];
      if (cookie === undefined) throw new RefusedError('not_signed_in');
      const answer = await post(pathFor(code), { code }, asking, { cookie, origin });
      const token = answer.headers.get(TOKEN_HEADER);
      if (answer.ok && token !== null) return token;
      throw await refusalOf(answer, 'not_signed_in');
    },
    begin: async (authorization, password, asking) => {
      const answer = await post('/enable', { password }, asking, { authorization });
      if (!answer.ok) throw await refusalOf(answer, 'invalid_input');
      const { totpURI: uri, backupCodes } = setUp.parse(await answer.json());
      return { uri, backupCodes };
    },
    check: async (userId, code, asking) => {
      const answer = await asUser(userId, pathFor(code), { code }, asking);
      if (!answer.ok) throw await refusalOf(answer, 'wrong_code');
    },
    confirm: async (userId, code, asking) => {
      const answer = await asUser(userId, '/verify-totp', { code }, asking);
      if (!answer.ok) throw await refusalOf(answer, 'wrong_code');
    },
    disable: async (userId, password, asking) => {
      const answer = await asUser(userId, '/disable', { password }, asking);
      if (!answer.ok) throw await refusalOf(answer, 'wrong_credentials');
    },
    reset: async (userId) => {
      await pool.query(
        `WITH gone AS (DELETE FROM "twoFactor" WHERE "userId" = $1)
         UPDATE "user" SET "twoFactorEnabled" = false WHERE id = $1`,
        [userId],
      );
    },
    among: async (userIds) => {
      const { rows } = await pool.query<{ id: string }>(
        'SELECT id FROM "user" WHERE id = ANY($1) AND "twoFactorEnabled"',
        [userIds],
      );
      return new Set(rows.map(({ id }) => id));
    },
  };
}
