import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { testCore } from '../../../support/test-core.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { ownersOffice } from '../../../support/relay/people-office.ts';
import { OWNER, PASSWORD } from '../../../support/relay/running-relay.ts';
import { personRecord, teamRecord } from '../../../../shared/contract/records.ts';

test('a team is made, named once, joined and left, and every desktop knows it', async () => {
  const { relay, give, ask, me } = await ownersOffice();
  const core = await testCore({ dataFolder: await temporaryFolder() });
  await core.call('session.signIn', { relayUrl: relay.url, email: OWNER, password: PASSWORD });
  const teams = async () =>
    (await core.call('records.list', { entity: 'team' })).records.map((one) =>
      teamRecord.parse(one),
    );
  const myTeam = async () =>
    (await core.call('records.list', { entity: 'person' })).records
      .map((one) => personRecord.parse(one))
      .find(({ id }) => id === me)?.teamId ?? null;

  const teamId = randomUUID();
  const team = { teamId, name: 'Wholesale', archived: false };
  expect(await give('team.save', team)).toBe('accepted');
  expect(await give('team.save', { ...team, teamId: randomUUID(), name: 'wholesale' })).toBe(
    'name_taken',
  );
  expect(await give('person.setTeam', { personId: me, teamId: randomUUID() })).toBe(
    'team_not_found',
  );
  expect(await give('person.setTeam', { personId: randomUUID(), teamId })).toBe('person_not_found');
  expect(await give('person.setTeam', { personId: me, teamId })).toBe('accepted');
  await core.until(async () => (await myTeam()) === teamId);
  expect(await teams()).toEqual([{ id: teamId, name: 'Wholesale', archived: false }]);

  expect(await give('team.save', { ...team, archived: true })).toBe('accepted');
  expect(await give('person.setTeam', { personId: me, teamId: null })).toBe('accepted');
  await core.until(async () => (await myTeam()) === null);
  expect(await teams()).toMatchObject([{ archived: true }]);
  const { entries } = await ask('audit.list', {
    text: 'Team',
    from: null,
    to: null,
    before: null,
    limit: 10,
  });
  expect(entries.filter(({ action }) => action === 'person.setTeam')).toMatchObject([
    { before: { team: 'Wholesale' }, after: { team: null } },
    { before: { team: null }, after: { team: 'Wholesale' } },
  ]);
});
