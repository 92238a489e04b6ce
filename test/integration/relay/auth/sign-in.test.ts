import { getMigrations } from 'better-auth/db/migration';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authOptions } from '../../../../relay/auth/auth.ts';
import { openPool } from '../../../../relay/db/pools.ts';
import { openLog } from '../../../../relay/log.ts';
import { SIGN_OUT_PATH, TOKEN_HEADER } from '../../../../shared/contract/sign-in.ts';
import {
  connectDesktop,
  nextOf,
  postSignIn,
  signIn,
  turnedAway,
} from '../../../support/relay/desktop.ts';
import {
  OWNER,
  PASSWORD,
  runningRelay,
  type TestRelay,
} from '../../../support/relay/running-relay.ts';
import { asAdmin } from '../../../support/relay/sql.ts';
import { testDatabase } from '../../../support/relay-database/test-database.ts';

const hello = { protocol: 1, clientVersion: '0.1.0' };
const notSignedIn = { refusal: expect.objectContaining({ code: 'not_signed_in' }) };

function signOut(url: string, token: string): Promise<Response> {
  return fetch(`${url}${SIGN_OUT_PATH}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
}

test('the tables are the ones that better-auth wants', async () => {
  const url = await testDatabase();
  const pool = openPool(url, 'auth', 1);
  const { toBeCreated, toBeAdded, toBeAddedIndexes, schemaProblems } = await getMigrations({
    ...authOptions({
      publicUrl: 'http://127.0.0.1',
      secret: Buffer.alloc(32, 1),
      log: openLog('silent'),
      sessionEnded: () => undefined,
    }),
    database: pool,
  });
  await pool.end();
  expect({ toBeCreated, toBeAdded, toBeAddedIndexes, schemaProblems }).toEqual({
    toBeCreated: [],
    toBeAdded: [],
    toBeAddedIndexes: [],
    schemaProblems: [],
  });
});

test('the role of sign-in sees no tenant, and the tenants’ role sees no session', async () => {
  const url = await testDatabase();
  const reads = (role: string, table: string) =>
    asAdmin(url, `SET ROLE ${role}; SELECT * FROM ${table}`);
  await expect(reads('casement_auth', 'casement.people')).rejects.toThrow(/permission denied/);
  await expect(reads('casement_app', 'casement_auth.session')).rejects.toThrow(/permission denied/);
});

test('an owner who was half made when the first start was cut off can sign in after the next', async () => {
  const databaseUrl = await testDatabase();
  await asAdmin(
    databaseUrl,
    `INSERT INTO casement_auth."user" (id, name, email, "emailVerified") VALUES ('half', 'ada', $1, true)`,
    [OWNER],
  );
  const { url } = await runningRelay({ databaseUrl });
  const { welcome } = await connectDesktop(url, await signIn(url));
  expect(welcome.person.email).toBe(OWNER);
});

describe('a session token', () => {
  test('is kept as a hash alone, which nobody can sign in with', async () => {
    const databaseUrl = await testDatabase();
    const relay = await runningRelay({ databaseUrl });
    const token = await signIn(relay.url);
    const [secret = '', signature = ''] = decodeURIComponent(token).split('.');
    expect(secret).toMatch(/^\w{32}$/);
    const rows = await asAdmin(databaseUrl, 'SELECT * FROM casement_auth.session');
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(rows[0]?.['token']).toMatch(/^[0-9a-f]{64}$/);

    const { welcome } = await connectDesktop(relay.url, token);
    expect(welcome.person.email).toBe(OWNER);
    for (const forged of [
      secret,
      String(rows[0]?.['token']),
      `${String(rows[0]?.['token'])}.${signature}`,
      `x${token}`,
    ]) {
      expect(await turnedAway(relay.url, { ...hello, token: forged })).toEqual(notSignedIn);
    }
  });

  test('ends with signing out, here and at every other relay', async () => {
    const databaseUrl = await testDatabase();
    const relay = await runningRelay({ databaseUrl });
    const other = await runningRelay({ databaseUrl, secretKey: relay.secretKey });
    const token = await signIn(relay.url);
    const stays = await connectDesktop(relay.url, await signIn(relay.url));
    const desktops = await Promise.all([
      connectDesktop(relay.url, token),
      connectDesktop(other.url, token),
    ]);
    const told = desktops.map(({ socket }) => nextOf(socket, 'signedOut'));
    const gone = desktops.map(({ socket }) => nextOf(socket, 'disconnect'));
    expect((await signOut(relay.url, token)).status).toBe(200);
    await Promise.all([...told, ...gone]);
    expect(await turnedAway(other.url, { ...hello, token })).toEqual(notSignedIn);
    expect(await stays.call('time', {})).toMatchObject({ ok: true });
  });

  test('ends after its time, for connected desktops too', async () => {
    const databaseUrl = await testDatabase();
    const relay = await runningRelay({ databaseUrl });
    const token = await signIn(relay.url);
    const { socket } = await connectDesktop(relay.url, token);
    const told = nextOf(socket, 'signedOut');
    await asAdmin(
      databaseUrl,
      `UPDATE casement_auth.session SET "expiresAt" = now() - interval '1 s'`,
    );
    await relay.checkSessions();
    await told;
    expect(await turnedAway(relay.url, { ...hello, token })).toEqual(notSignedIn);
    const media = await fetch(`${relay.url}/media/x`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([media.status, await media.json()]).toEqual([401, notSignedIn]);
  });

  test('is prolonged by use: by connecting, and by staying connected', async () => {
    const databaseUrl = await testDatabase();
    const relay = await runningRelay({ databaseUrl });
    const token = await signIn(relay.url);
    const nearlyOver = `UPDATE casement_auth.session SET "expiresAt" = now() + interval '2 days'`;
    const daysLeft = async () => {
      const [row] = await asAdmin(
        databaseUrl,
        `SELECT round(extract(epoch FROM "expiresAt" - now()) / 86400)::int AS days FROM casement_auth.session`,
      );
      return row?.['days'];
    };
    await asAdmin(databaseUrl, nearlyOver);
    await connectDesktop(relay.url, token);
    expect(await daysLeft()).toBe(30);
    await asAdmin(databaseUrl, nearlyOver);
    await relay.checkSessions();
    expect(await daysLeft()).toBe(30);
  });
});

describe('signing in', () => {
  let relay: TestRelay;
  const cleanUps: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    relay = await runningRelay({}, (work) => cleanUps.unshift(work));
  });
  afterAll(async () => {
    for (const cleanUp of cleanUps) await cleanUp();
  });

  test.each([
    ['a wrong password', { email: OWNER, password: `${PASSWORD}!` }, 401, 'wrong_credentials'],
    ['nobody', { email: 'nobody@northwind.example', password: PASSWORD }, 401, 'wrong_credentials'],
    ['no password', { email: OWNER }, 400, 'invalid_input'],
    ['no JSON', '{"email":', 400, 'invalid_input'],
    ['something else', [1, 2], 400, 'invalid_input'],
    ['too much', { email: OWNER, password: 'x'.repeat(20_000) }, 413, 'invalid_input'],
  ])('with %s is refused with a code', async (_what, body, status, code) => {
    const answer = await postSignIn(relay.url, body);
    expect([answer.status, await answer.json()]).toEqual([
      status,
      { refusal: expect.objectContaining({ code }) },
    ]);
    expect(answer.headers.get(TOKEN_HEADER)).toBeNull();
  });

  test('gives the token in its header, no cookie, and nothing for a cache', async () => {
    const answer = await postSignIn(relay.url, {
      email: 'ADA@northwind.example',
      password: PASSWORD,
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get(TOKEN_HEADER)).not.toBeNull();
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toEqual({});
  });

  test('is no matter for a page in a browser', async () => {
    const body = { email: OWNER, password: PASSWORD };
    const answer = await postSignIn(relay.url, body, { origin: 'https://evil.example' });
    expect(answer.status).toBe(403);
    const form = await postSignIn(relay.url, 'email=a', { 'content-type': 'text/plain' });
    expect(form.status).toBe(415);
  });

  test('works behind a proxy that brings https and a path', async () => {
    const { url } = await runningRelay({ publicUrl: 'https://relay.example/casement' });
    const { welcome } = await connectDesktop(url, await signIn(url));
    expect(welcome.person.email).toBe(OWNER);
  });

  test('is slowed down after too many attempts from one address', async () => {
    const { url } = await runningRelay();
    const attempts: Response[] = [];
    for (let i = 0; i < 21; i += 1) {
      attempts.push(await postSignIn(url, { email: OWNER, password: 'wrong' }));
    }
    expect(attempts.slice(0, 20).map(({ status }) => status)).toEqual(Array(20).fill(401));
    const last = attempts.at(-1);
    expect(last?.status).toBe(429);
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await last?.json()).toEqual({
      refusal: expect.objectContaining({ code: 'too_many_attempts' }),
    });
    const elsewhere = await postSignIn(
      url,
      { email: OWNER, password: PASSWORD },
      { 'x-forwarded-for': '198.51.100.7', 'x-casement-client': '203.0.113.9' },
    );
    expect(elsewhere.status).toBe(200);
  });

  test.each(['/auth/sign-up/email', '/auth/get-session', '/auth/list-sessions', '/auth/ok'])(
    'is all that is open: %s is not',
    async (path) => {
      const body = JSON.stringify({
        email: 'eve@northwind.example',
        password: PASSWORD,
        name: 'E',
      });
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(relay.url + path, { method: 'POST', headers, body });
      expect([answer.status, await answer.json()]).toEqual([
        404,
        { refusal: expect.objectContaining({ code: 'unknown_call' }) },
      ]);
    },
  );
});
