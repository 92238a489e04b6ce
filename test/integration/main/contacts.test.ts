import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { BridgeInput } from '../../../shared/contract/bridge.ts';
import { contactId, tenantId } from '../../../shared/contract/ids.ts';
import { OWNER, PASSWORD, runningRelay } from '../../support/relay/running-relay.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { memorySecrets, testCore, type TestCore } from '../../support/test-core.ts';

const EVERYBODY: BridgeInput<'contacts.list'> = {
  text: '',
  tagId: null,
  ownerId: null,
  sort: 'name',
  after: null,
  limit: 200,
};

const newId = () => contactId.parse(randomUUID());
const namesOf = async (core: TestCore, text = '') =>
  (await core.call('contacts.list', { ...EVERYBODY, text })).contacts.map(({ name }) => name);
const waiting = async (core: TestCore) => (await core.call('app.bootstrap', {})).connection.waiting;
const create = (id: string, name: string, address?: string) => ({
  name: 'contact.create',
  input: {
    contactId: id,
    name,
    tagIds: [],
    identities: address === undefined ? [] : [{ channel: 'whatsapp', address }],
  },
});
const edit = (id: string, set: object) => ({
  name: 'contact.edit',
  input: { contactId: id, set, addIdentities: [], removeIdentities: [] },
});

async function signedIn(relayUrl: string) {
  const folder = { dataFolder: await temporaryFolder(), secrets: memorySecrets() };
  const core = await testCore(folder);
  await core.call('session.signIn', { relayUrl, email: OWNER, password: PASSWORD });
  await core.until(async () => (await core.call('app.bootstrap', {})).connection.loading === null);
  return { core, folder };
}

it('makes and changes contacts without the relay, keeps that over a restart, and hands it over once and in order', async () => {
  const relay = await runningRelay();
  const { core, folder } = await signedIn(relay.url);
  const port = new URL(relay.url).port;
  await relay.close();
  const id = newId();
  await core.call('command.give', create(id, 'Jürgen Groß', '(312) 555-0188'));
  await core.call('command.give', edit(id, { company: 'Groß & Söhne', fields: {} }));
  expect(await namesOf(core, 'sohne')).toEqual(['Jürgen Groß']);
  expect(await namesOf(core, '312 555')).toEqual(['Jürgen Groß']);
  await core.app.close();

  const again = await testCore(folder);
  expect(await waiting(again)).toBe(2);
  const { contact } = await again.call('contact.get', { contactId: id });
  expect(contact).toMatchObject({ company: 'Groß & Söhne', phone: '+13125550188' });
  const { databaseUrl, secretKey } = relay;
  const back = await runningRelay({ databaseUrl, secretKey, port: Number(port) });
  await again.until(async () => (await waiting(again)) === 0);
  const { core: other } = await signedIn(back.url);
  await other.until(async () => (await namesOf(other)).length === 1);
  const there = await other.call('contact.get', { contactId: id });
  expect(there.contact).toMatchObject({ name: 'Jürgen Groß', company: 'Groß & Söhne' });
  const { session } = await again.call('app.bootstrap', {});
  const tenant = tenantId.parse(session?.tenant.id);
  const given = await back.parts.store.inTenant(tenant, ({ sql }) =>
    sql.selectFrom('commands').select('name').where('tenant_id', '=', tenant).execute(),
  );
  expect(given.map(({ name }) => name).toSorted()).toEqual(['contact.create', 'contact.edit']);
});

it('takes back what the relay refuses, and tells it; a number that is none is refused at once', async () => {
  const relay = await runningRelay();
  const { core } = await signedIn(relay.url);
  const [first, second] = [newId(), newId()];
  await core.call('command.give', create(first, 'Ana', '+13125550188'));
  await core.call('command.give', edit(first, { externalId: 'K-1' }));
  await core.until(async () => (await waiting(core)) === 0);
  await core.call('command.give', create(second, 'Twin', '+13125550188'));
  await core.until(() => core.pushed('refused').length > 0);
  expect(core.pushed('refused')[0]).toMatchObject({ code: 'identity_taken' });
  expect(await namesOf(core)).toEqual(['Ana']);
  await core.call('command.give', edit(first, { name: 'Anna', ownerId: randomUUID() }));
  await core.until(() => core.pushed('refused').length > 1);
  expect(core.pushed('refused')[1]).toMatchObject({ code: 'person_not_found' });
  expect(await namesOf(core)).toEqual(['Ana']);
  await expect(core.call('command.give', create(newId(), 'No', '12'))).rejects.toMatchObject({
    refusal: { code: 'phone_not_valid' },
  });
  expect(await waiting(core)).toBe(0);
});

it('brings those who never wrote, tells a merge to another desktop, and follows the old id', async () => {
  const relay = await runningRelay();
  const { core } = await signedIn(relay.url);
  const [kept, removed] = [newId(), newId()];
  await core.call('command.give', create(kept, 'Ana', '+13125550188'));
  await core.call('command.give', create(removed, 'Anna', '+13125550189'));
  await core.until(async () => (await waiting(core)) === 0);
  const { core: other } = await signedIn(relay.url);
  await other.until(async () => (await namesOf(other)).length === 2);
  await core.call('command.now', {
    commandId: randomUUID(),
    name: 'contact.merge',
    input: { keptId: kept, removedId: removed },
  });
  await other.until(async () => (await namesOf(other)).length === 1);
  const { contact } = await other.call('contact.get', { contactId: removed });
  expect(contact).toMatchObject({ id: kept, name: 'Ana' });
  expect(contact?.identities.map(({ address }) => address)).toEqual([
    '+13125550188',
    '+13125550189',
  ]);
  expect((await other.call('contact.get', { contactId: newId() })).contact).toBeNull();
  const topics = other.pushed('changed').flatMap(({ topics: told }) => told);
  expect(topics).toContainEqual({ kind: 'contacts' });
});
