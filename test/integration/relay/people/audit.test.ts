import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { READS } from '../../../../shared/contract/reads.ts';
import { connectDesktop, signIn } from '../../../support/relay/desktop.ts';
import { runningRelay } from '../../../support/relay/running-relay.ts';

async function owner() {
  const relay = await runningRelay();
  const desktop = await connectDesktop(relay.url, await signIn(relay.url));
  const give = (name: string, input: object, id = randomUUID()) =>
    desktop.socket.emitWithAck('command', { id, name, input });
  const list = async (asked: object = {}) => {
    const input = { text: '', from: null, to: null, before: null, limit: 50, ...asked };
    const answer = await desktop.call('ask', { name: 'audit.list', input });
    return READS['audit.list'].value.parse(answer.ok ? answer.value.value : null);
  };
  return { relay, desktop, give, list };
}

const tag = (tagId: string, name: string, colour = 'blue') => ({
  tagId,
  name,
  colour,
  archived: false,
});

test('who changed what, from where, before and after', async () => {
  const { desktop, give, list } = await owner();
  const id = randomUUID();
  await give('tag.save', tag(id, 'Wholesale'));
  await give('tag.save', tag(id, 'Wholesale', 'pink'));
  const { entries } = await list();
  expect(entries).toMatchObject([
    {
      action: 'tag.save',
      actor: { kind: 'person', id: desktop.welcome.person.id, name: desktop.welcome.person.name },
      from: '127.0.0.1',
      subject: { kind: 'tag', id, label: 'Wholesale' },
      before: { colour: 'blue' },
      after: { colour: 'pink' },
    },
    { before: null, after: { name: 'Wholesale', colour: 'blue', archived: false } },
  ]);
});

test('what was refused, or came again, leaves nothing', async () => {
  const { give, list } = await owner();
  const [id, command] = [randomUUID(), randomUUID()];
  await give('tag.save', tag(id, 'Wholesale'), command);
  await give('tag.save', tag(id, 'Wholesale'), command);
  expect(await give('tag.save', tag(randomUUID(), 'wholesale'))).toMatchObject({
    ok: false,
    refusal: { code: 'name_taken' },
  });
  expect((await list()).entries).toHaveLength(1);
});

test('is found by its words, in pages', async () => {
  const { give, list } = await owner();
  for (const name of ['North', 'South', 'North_1', 'Northy1']) {
    await give('tag.save', tag(randomUUID(), name));
  }
  const labels = async (asked: object) =>
    (await list(asked)).entries.map(({ subject }) => subject.label);
  expect(await labels({ text: 'tag.save north' })).toEqual(['Northy1', 'North_1', 'North']);
  expect(await labels({ text: 'h_1' })).toEqual(['North_1']);
  const first = await list({ limit: 3 });
  expect(first.next).not.toBeNull();
  const second = await list({ limit: 3, before: first.next });
  expect(second).toMatchObject({ entries: [{ subject: { label: 'North' } }], next: null });
});

test('the relay itself cannot change or remove an entry', async () => {
  const { relay, desktop, give } = await owner();
  await give('tag.save', tag(randomUUID(), 'North'));
  const { id: tenantId } = desktop.welcome.tenant;
  for (const statement of ['UPDATE audit_log SET actor_name = $$x$$', 'DELETE FROM audit_log']) {
    await expect(
      relay.parts.store.inTenant(tenantId, (tx) => sql.raw(statement).execute(tx.sql)),
    ).rejects.toThrow('permission denied');
  }
});
