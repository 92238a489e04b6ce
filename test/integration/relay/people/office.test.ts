import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Role, role as roles } from '../../../../shared/contract/records.ts';
import { mayManage } from '../../../../shared/domain/people/rules.ts';
import { connectDesktop, postSignIn } from '../../../support/relay/desktop.ts';
import { inviting, office, ownersOffice } from '../../../support/relay/people-office.ts';
import { addSignedIn } from '../../../support/relay/people.ts';
import { OWNER } from '../../../support/relay/running-relay.ts';
import { addColleague } from '../../../support/relay/thread.ts';

const everything = { text: '', from: null, to: null, before: null, limit: 100 };

test('the last owner stays an owner, whoever tries', async () => {
  const { relay, give, me, tenantId } = await ownersOffice();
  expect(await give('person.changeRole', { personId: me, role: 'agent' })).toBe('last_owner');
  expect(await give('person.deactivate', { personId: me })).toBe('last_owner');
  const second = await addSignedIn(relay, tenantId, 'owner');
  const other = await office(relay, second.token);
  // Each wants to be the only one: one of the two has to wait, and finds that it is.
  const answers = await Promise.all([
    give('person.changeRole', { personId: second.personId, role: 'agent' }),
    other.give('person.changeRole', { personId: me, role: 'agent' }),
  ]);
  expect(new Set(answers)).toEqual(new Set(['accepted', 'not_allowed']));
});

test('whom each role may manage, at the relay itself', async () => {
  const { relay, tenantId } = await ownersOffice();
  for (const actor of roles.options) {
    const { token } = await addSignedIn(relay, tenantId, actor);
    const { give } = await office(relay, token);
    for (const target of roles.options) {
      const personId = await relay.parts.store.inTenant(tenantId, async (tx) => {
        const id = await addColleague(tx);
        await tx.sql.updateTable('people').set({ role: target }).where('id', '=', id).execute();
        return id;
      });
      const may = mayManage(actor, target) ? 'accepted' : 'not_allowed';
      const invitation = inviting(`${randomUUID()}@northwind.example`, target);
      const said: string[] = [
        await give('person.invite', invitation),
        await give('person.signOutEverywhere', { personId, wipe: false }),
        await give('person.resetSecondStep', { personId }),
        await give('person.deactivate', { personId }),
        await give('person.activate', { personId }),
        await give('person.changeRole', { personId, role: 'agent' satisfies Role }),
      ];
      expect([actor, target, said]).toEqual([actor, target, said.map(() => may)]);
    }
  }
});

test('everybody ends their own sessions, and sees nobody else’s', async () => {
  const { relay, tenantId } = await ownersOffice();
  const { token, personId } = await addSignedIn(relay, tenantId, 'agent');
  const { ask, give, desktop } = await office(relay, token);
  const { sessions } = await ask('sessions.list', { everybody: false });
  expect(sessions).toMatchObject([{ personId, current: true }]);
  await expect(ask('sessions.list', { everybody: true })).rejects.toThrow('not_allowed');
  const gone = new Promise((resolve) => void desktop.socket.once('signedOut', resolve));
  // The answer may not come any more.
  give('session.revoke', { sessionId: sessions[0]?.id, wipe: false }).catch(() => undefined);
  expect(await gone).toEqual({ wipe: false });
  await expect(connectDesktop(relay.url, token)).rejects.toThrow('not_signed_in');
});

test('what was done to people can be read and taken along', async () => {
  const { relay, give, ask, tenantId } = await ownersOffice();
  const { personId } = await addSignedIn(relay, tenantId, 'agent');
  await give('person.changeRole', { personId, role: 'supervisor' });
  await give('person.deactivate', { personId });
  const { entries } = await ask('audit.list', everything);
  expect(entries).toMatchObject([
    { action: 'person.deactivate', before: { active: true }, after: { active: false } },
    { action: 'person.changeRole', before: { role: 'agent' }, after: { role: 'supervisor' } },
  ]);
  await give('tag.save', { tagId: randomUUID(), name: '=1+1', colour: 'blue', archived: false });
  const asked = { from: null, to: null, before: null, limit: 2 };
  const csv = await ask('audit.export', { ...asked, format: 'csv' });
  expect(csv.text.split('\n')[0]).toMatch(/^number,at,actor_kind,/);
  expect(csv.text).toContain("'=1+1");
  expect(csv.text.split('\n')).toHaveLength(4);
  const rest = await ask('audit.export', { ...asked, before: csv.next, format: 'ndjson' });
  expect(JSON.parse(rest.text)).toMatchObject({ action: 'person.changeRole' });
});

test('who could not sign in is put down, so many times', async () => {
  const { relay, ask } = await ownersOffice();
  await postSignIn(relay.url, { email: 'nobody@northwind.example', password: 'not it' });
  await postSignIn(relay.url, { email: OWNER.toUpperCase(), password: 'not it' });
  await expect
    .poll(async () => (await ask('audit.list', everything)).entries)
    .toMatchObject([
      { action: 'signIn.failed', actor: { kind: 'system' }, from: '127.0.0.1', after: null },
    ]);
});
