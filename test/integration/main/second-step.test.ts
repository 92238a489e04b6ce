import { expect, test } from 'vitest';
import { RefusedError } from '../../../shared/contract/errors.ts';
import { office } from '../../support/relay/people-office.ts';
import { addSignedIn } from '../../support/relay/people.ts';
import { signIn } from '../../support/relay/desktop.ts';
import { OWNER, PASSWORD, runningRelay } from '../../support/relay/running-relay.ts';
import { asAdmin } from '../../support/relay/sql.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testCore } from '../../support/test-core.ts';
import { codeOf } from '../../support/totp.ts';

/* The second step of signing in, from a core to a real relay and back. */

async function refusalOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'none',
    (error: unknown) => (error instanceof RefusedError ? error.refusal.code : String(error)),
  );
}

async function world() {
  const relay = await runningRelay();
  const core = await testCore({ dataFolder: await temporaryFolder() });
  const entry = { relayUrl: relay.url, email: OWNER, password: PASSWORD };
  return { relay, core, entry, come: () => core.call('session.signIn', entry) };
}

test('it is set up by oneself, asked for at the next sign-in, and taken away again', async () => {
  const { relay, core, come } = await world();
  expect(await come()).toMatchObject({ outcome: 'signed_in' });
  expect(await refusalOf(core.call('secondStep.begin', { password: 'not it' }))).toBe(
    'wrong_credentials',
  );
  const { uri, backupCodes } = await core.call('secondStep.begin', { password: PASSWORD });
  expect(backupCodes).toHaveLength(10);
  // Not before the app has shown that it works.
  expect(await come()).toMatchObject({ outcome: 'signed_in' });
  expect(await refusalOf(core.call('secondStep.confirm', { code: '000000' }))).toBe('wrong_code');
  await core.call('secondStep.confirm', { code: codeOf(uri) });
  expect((await core.call('app.bootstrap', {})).connection.state).toBe('online');
  const [row] = await asAdmin(relay.databaseUrl, 'SELECT * FROM casement_auth."twoFactor"');
  expect(JSON.stringify(row)).not.toContain(backupCodes[0]);

  expect(await come()).toEqual({ outcome: 'second_step' });
  expect(await refusalOf(core.call('session.secondStep', { code: '000000' }))).toBe('wrong_code');
  const session = await core.call('session.secondStep', { code: codeOf(uri) });
  expect(session.person.email).toBe(OWNER);
  expect(await refusalOf(core.call('session.secondStep', { code: codeOf(uri) }))).toBe(
    'not_signed_in',
  );

  const [code = ''] = backupCodes;
  await come();
  await core.call('session.secondStep', { code });
  await come();
  expect(await refusalOf(core.call('session.secondStep', { code }))).toBe('wrong_code');

  await core.call('session.secondStep', { code: codeOf(uri) });
  await core.call('secondStep.disable', { password: PASSWORD });
  expect(await come()).toMatchObject({ outcome: 'signed_in' });
});

test('where the company asks for it, whoever has none sets it up while signing in', async () => {
  const { relay, core, come } = await world();
  const ada = await office(relay, await signIn(relay.url));
  const { email } = await addSignedIn(relay, ada.tenantId, 'agent');
  expect(await ada.give('tenant.requireSecondStep', { required: true })).toBe('accepted');
  const grace = { relayUrl: relay.url, email, password: PASSWORD };
  const outcome = await core.call('session.signIn', grace);
  if (outcome.outcome !== 'set_up') throw new Error(outcome.outcome);
  expect((await core.call('app.bootstrap', {})).session).toBeNull();
  const code = codeOf(outcome.setUp.uri);
  const session = await core.call('session.secondStep', { code });
  expect(session.person.email).toBe(email);
  const access = await ada.ask('people.access', {});
  expect(access.requireSecondStep).toBe(true);
  expect(access.people).toContainEqual(
    expect.objectContaining({ personId: session.person.id, hasSecondStep: true }),
  );

  // Whoever lost it has it taken away by an admin, and sets it up anew.
  await ada.give('person.resetSecondStep', { personId: session.person.id });
  expect(await core.call('session.signIn', grace)).toMatchObject({ outcome: 'set_up' });
  expect(await come()).toMatchObject({ outcome: 'set_up' });
});

test('wrong codes use a ticket up', async () => {
  const { core, come } = await world();
  await come();
  const { uri } = await core.call('secondStep.begin', { password: PASSWORD });
  await core.call('secondStep.confirm', { code: codeOf(uri) });
  await come();
  const said: string[] = [];
  for (let i = 0; i < 6; i += 1) {
    said.push(await refusalOf(core.call('session.secondStep', { code: 'zzzzz-zzzzz' })));
  }
  expect(said).toEqual([...Array.from({ length: 5 }, () => 'wrong_code'), 'too_many_attempts']);
  expect(await refusalOf(core.call('session.secondStep', { code: codeOf(uri) }))).toBe(
    'not_signed_in',
  );
});
