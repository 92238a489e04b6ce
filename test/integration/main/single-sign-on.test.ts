import { once } from 'node:events';
import { createServer } from 'node:http';
import { onTestFinished, expect, test } from 'vitest';
import { RefusedError } from '../../../shared/contract/errors.ts';
import { plainBrowser } from '../../support/open-id/browser.ts';
import { openIdProvider } from '../../support/open-id/provider.ts';
import { signIn } from '../../support/relay/desktop.ts';
import { office } from '../../support/relay/people-office.ts';
import { OWNER, PASSWORD, runningRelay } from '../../support/relay/running-relay.ts';
import { asAdmin } from '../../support/relay/sql.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testCore } from '../../support/test-core.ts';
import { codeOf } from '../../support/totp.ts';

/* Signing in at the company's own provider: a real one, a real relay, a core, and a browser. */

const ADA = { email: OWNER, verified: true };

async function refusalOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'none',
    (error: unknown) => (error instanceof RefusedError ? error.refusal.code : String(error)),
  );
}

async function world(more: { readonly trustEmail?: boolean; readonly secondStep?: boolean } = {}) {
  const provider = await openIdProvider(onTestFinished);
  const relay = await runningRelay({
    singleSignOn: {
      issuer: provider.issuer,
      clientId: provider.clientId,
      clientSecret: provider.clientSecret,
      name: 'Northwind',
      trustEmail: false,
      secondStep: false,
      ...more,
    },
  });
  const core = await testCore({ dataFolder: await temporaryFolder() });
  const browser = plainBrowser();
  const relayUrl = relay.url;
  const begin = async () =>
    (await core.call('session.beginSingleSignOn', { relayUrl, again: false })).url;
  return {
    provider,
    relay,
    core,
    browser,
    begin,
    opened: () => provider.open(`${relay.url}/auth/callback/company`),
    /** The whole way of somebody who sits in front of the browser. */
    come: async (account: typeof ADA | null) => {
      provider.sits(account);
      const url = await begin();
      const waited = core.call('session.singleSignOn', {});
      const settled = waited.then(
        (outcome) => ({ outcome }),
        (error: unknown) => ({ error }),
      );
      const page = await plainBrowser().visit(url);
      const result = await settled;
      if ('error' in result) throw result.error;
      return { ...result.outcome, page };
    },
  };
}

test('whoever the company knows comes in, also after the provider was out of order', async () => {
  const { core, relay, opened, come, browser, begin } = await world();
  const ways = await core.call('session.ways', { relayUrl: relay.url });
  expect(ways).toEqual({ singleSignOn: 'Northwind' });
  const early = await browser.visit(await begin());
  expect(early).toMatchObject({ status: 502 });
  expect(early.body).toContain('cannot be reached');

  opened();
  const { page, ...outcome } = await come(ADA);
  expect(outcome).toMatchObject({ outcome: 'signed_in', session: { person: { email: OWNER } } });
  expect(page.body).toContain('Go back to Casement');
  expect((await core.call('app.bootstrap', {})).connection.state).toBe('online');

  // No door of the provider's is kept, and the browser has no session.
  const accounts = await asAdmin(
    relay.databaseUrl,
    'SELECT * FROM casement_auth.account WHERE "providerId" = \'company\'',
  );
  expect(accounts).toMatchObject([{ accessToken: null, refreshToken: null, idToken: null }]);
  const sessions = await asAdmin(relay.databaseUrl, 'SELECT id FROM casement_auth."session"');
  expect(sessions).toHaveLength(1);
  expect([...browser.jar.keys()].filter((name) => name.includes('session'))).toEqual([]);

  // The password goes on working, and so does the other way, without a second link.
  expect(
    await core.call('session.signIn', { relayUrl: relay.url, email: OWNER, password: PASSWORD }),
  ).toMatchObject({ outcome: 'signed_in' });
  expect(await come(ADA)).toMatchObject({ outcome: 'signed_in' });
});

test('nobody is made by it: strangers, unverified addresses and who cancels stay outside', async () => {
  const { relay, opened, come } = await world();
  opened();
  const stranger = { email: 'mallory@elsewhere.example', verified: true };
  expect(await refusalOf(come(stranger))).toBe('single_sign_on_unknown');
  expect(await refusalOf(come({ ...ADA, verified: false }))).toBe('single_sign_on_failed');
  expect(await refusalOf(come(null))).toBe('single_sign_on_failed');
  const users = await asAdmin(relay.databaseUrl, 'SELECT id FROM casement_auth."user"');
  expect(users).toHaveLength(1);
  const sessions = await asAdmin(relay.databaseUrl, 'SELECT id FROM casement_auth."session"');
  expect(sessions).toEqual([]);
});

test('an unverified address is believed where the operator says so', async () => {
  const { opened, come } = await world({ trustEmail: true });
  opened();
  expect(await come({ ...ADA, verified: false })).toMatchObject({ outcome: 'signed_in' });
});

test('a code is worth nothing without the desktop’s secret, twice, or in another browser', async () => {
  const { relay, provider, core, opened, begin } = await world();
  opened();
  provider.sits(ADA);
  const finish = async (body: object) => {
    const answer = await fetch(`${relay.url}/auth/single-sign-on/finish`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return answer.status;
  };
  const url = await begin();
  const port = new URL(url).searchParams.get('port') ?? '';
  const { url: back } = await plainBrowser().visit(url, `http://127.0.0.1:${port}/`);
  const code = new URL(back).searchParams.get('code') ?? '';
  expect(code).toMatch(/^[\w-]{43}$/);
  const verifier = 'a'.repeat(43);
  expect(await finish({ code, verifier })).toBe(401);
  // It is used up by that, for its own desktop too.
  const waited = refusalOf(core.call('session.singleSignOn', {}));
  await fetch(back);
  expect(await waited).toBe('not_signed_in');

  // Nor after its minute.
  const next = await begin();
  const nextPort = new URL(next).searchParams.get('port') ?? '';
  const { url: late } = await plainBrowser().visit(next, `http://127.0.0.1:${nextPort}/`);
  await asAdmin(
    relay.databaseUrl,
    `UPDATE casement_auth.verification SET "expiresAt" = "expiresAt" - interval '60 s'`,
  );
  const tooLate = refusalOf(core.call('session.singleSignOn', {}));
  await fetch(late);
  expect(await tooLate).toBe('not_signed_in');

  // Without the cookie that the first page gave, the way back from the provider leads nowhere.
  const callback = `${relay.url}/auth/callback/company`;
  const { url: foreign } = await plainBrowser().visit(await begin(), callback);
  const stolen = refusalOf(core.call('session.singleSignOn', {}));
  await plainBrowser().visit(foreign);
  expect(await stolen).toBe('single_sign_on_failed');
  expect(await plainBrowser().visit(`${callback}?state=unknown&code=x`)).toMatchObject({
    status: 400,
  });

  // What brings another state is not for this desktop.
  const stray = await fetch(`http://127.0.0.1:${port}/?state=${'b'.repeat(43)}&code=${code}`).then(
    ({ status }) => status,
    () => 0,
  );
  expect([0, 404]).toContain(stray);
});

test('an attempt is left for a password, and for another attempt', async () => {
  const { relay, core, opened, begin } = await world();
  opened();
  await begin();
  const first = refusalOf(core.call('session.singleSignOn', {}));
  await begin();
  expect(await first).toBe('not_signed_in');
  const second = refusalOf(core.call('session.singleSignOn', {}));
  await core.call('session.signIn', { relayUrl: relay.url, email: OWNER, password: PASSWORD });
  expect(await second).toBe('not_signed_in');
});

test('who has a second step is asked for it here too, with few tries', async () => {
  const { core, relay, opened, come } = await world();
  opened();
  await core.call('session.signIn', { relayUrl: relay.url, email: OWNER, password: PASSWORD });
  const { uri, backupCodes } = await core.call('secondStep.begin', { password: PASSWORD });
  await core.call('secondStep.confirm', { code: codeOf(uri) });
  await core.call('session.signOut', {});

  expect(await come(ADA)).toMatchObject({ outcome: 'second_step' });
  expect(await refusalOf(core.call('session.secondStep', { code: '000000' }))).toBe('wrong_code');
  const [backup = ''] = backupCodes;
  expect(await core.call('session.secondStep', { code: backup })).toMatchObject({
    person: { email: OWNER },
  });
  await come(ADA);
  for (let tries = 0; tries < 5; tries += 1) {
    expect(await refusalOf(core.call('session.secondStep', { code: '000000' }))).toBe('wrong_code');
  }
  expect(await refusalOf(core.call('session.secondStep', { code: codeOf(uri) }))).toBe(
    'not_signed_in',
  );
});

test('a company that asks for a second step takes the provider’s where the operator says so', async () => {
  const strict = await world();
  strict.opened();
  const ada = await office(strict.relay, await signIn(strict.relay.url));
  expect(await ada.give('tenant.requireSecondStep', { required: true })).toBe('accepted');
  expect(await refusalOf(strict.come(ADA))).toBe('second_step_required');

  const trusting = await world({ secondStep: true });
  trusting.opened();
  const again = await office(trusting.relay, await signIn(trusting.relay.url));
  expect(await again.give('tenant.requireSecondStep', { required: true })).toBe('accepted');
  expect(await trusting.come(ADA)).toMatchObject({ outcome: 'signed_in' });
});

test('a relay does not wait for a provider that never answers', async () => {
  const silent = createServer(() => undefined);
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  onTestFinished(() => silent.closeAllConnections());
  const address = silent.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const relay = await runningRelay({
    singleSignOn: {
      issuer: `http://127.0.0.1:${port}`,
      clientId: 'casement',
      clientSecret: undefined,
      name: 'Northwind',
      trustEmail: false,
      secondStep: false,
    },
  });
  const core = await testCore({ dataFolder: await temporaryFolder() });
  const entry = { relayUrl: relay.url, email: OWNER, password: PASSWORD };
  expect(await core.call('session.signIn', entry)).toMatchObject({ outcome: 'signed_in' });
  silent.close();
});

test('a relay without it says so', async () => {
  const relay = await runningRelay();
  const core = await testCore({ dataFolder: await temporaryFolder() });
  expect(await core.call('session.ways', { relayUrl: relay.url })).toEqual({ singleSignOn: null });
  expect((await fetch(`${relay.url}/auth/single-sign-on`)).status).toBe(404);
});
