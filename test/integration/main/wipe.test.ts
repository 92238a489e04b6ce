import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { office } from '../../support/relay/people-office.ts';
import { addSignedIn } from '../../support/relay/people.ts';
import { signIn, turnedAway } from '../../support/relay/desktop.ts';
import { PASSWORD, runningRelay } from '../../support/relay/running-relay.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { memorySecrets, testCore, type TestCore } from '../../support/test-core.ts';

/* A laptop that is lost, with a real core on it and a real relay. */

async function lostLaptop() {
  const relay = await runningRelay();
  const ada = await office(relay, await signIn(relay.url));
  const grace = await addSignedIn(relay, ada.tenantId, 'agent');
  const [dataFolder, secrets] = [await temporaryFolder(), memorySecrets()];
  const start = () => testCore({ dataFolder, secrets });
  const core = await start();
  await core.call('session.signIn', {
    relayUrl: relay.url,
    email: grace.email,
    password: PASSWORD,
  });
  const caches = async () =>
    (await readdir(dataFolder)).filter((name) => name.startsWith('cache-'));
  expect(await caches()).not.toEqual([]);
  return { relay, ada, grace, core, start, caches, secrets };
}

const ended = (core: TestCore) =>
  core.until(() =>
    ['wiped', 'session_ended'].includes(core.pushed('connection').at(-1)?.state ?? ''),
  );
const stateOf = async (core: TestCore) => (await core.call('app.bootstrap', {})).connection.state;

test('one that is connected removes its cache and its key at once, and says so', async () => {
  const { ada, grace, core, caches, secrets } = await lostLaptop();
  const { sessions } = await ada.ask('sessions.list', { everybody: true });
  const theirs = sessions.find(({ device }) => device?.startsWith('Casement on') === true);
  expect(theirs?.device).toMatch(/^Casement on .+\(\w+\)$/);
  expect(theirs?.address).toBe('127.0.0.1');
  expect(sessions.filter(({ current }) => current)).toHaveLength(1);
  expect(await ada.give('session.revoke', { sessionId: theirs?.id, wipe: true })).toBe('accepted');
  await ended(core);
  expect(await stateOf(core)).toBe('wiped');
  expect(await caches()).toEqual([]);
  expect([...secrets.kept.keys()]).toEqual([]);
  const { wiped } = await ada.ask('sessions.list', { everybody: true });
  expect(wiped).toMatchObject([{ personId: grace.personId, toldAt: expect.any(Number) }]);
});

test('one that was off at the time does it at its next contact', async () => {
  const { ada, grace, core, start, caches, secrets } = await lostLaptop();
  await core.app.close();
  await ada.give('person.signOutEverywhere', { personId: grace.personId, wipe: true });
  const before = await ada.ask('sessions.list', { everybody: true });
  expect(before.wiped).toMatchObject([{ toldAt: null }, { toldAt: null }]);
  expect(await caches()).not.toEqual([]);
  const again = await start();
  await ended(again);
  expect(await stateOf(again)).toBe('wiped');
  expect(await caches()).toEqual([]);
  expect([...secrets.kept.keys()]).toEqual([]);
});

test('without that wish the cache stays, and with it what was typed', async () => {
  const { ada, grace, core, caches } = await lostLaptop();
  await ada.give('person.signOutEverywhere', { personId: grace.personId, wipe: false });
  await ended(core);
  expect(await stateOf(core)).toBe('session_ended');
  expect(await caches()).not.toEqual([]);
});

test('nobody else is told to remove anything', async () => {
  const { relay, ada, grace } = await lostLaptop();
  await ada.give('person.signOutEverywhere', { personId: grace.personId, wipe: true });
  const hello = { protocol: 1, clientVersion: '0.1.0' };
  const token = `${'x'.repeat(32)}.${'y'.repeat(44)}`;
  expect(await turnedAway(relay.url, { ...hello, token })).toEqual({
    refusal: expect.objectContaining({ code: 'not_signed_in' }),
  });
  // Whoever has the right token is told, and told again where the answer was lost.
  for (let time = 0; time < 2; time += 1) {
    expect(await turnedAway(relay.url, { ...hello, token: grace.token })).toEqual({
      refusal: expect.objectContaining({ code: 'not_signed_in' }),
      wipe: true,
    });
  }
});
