import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { RefusedError } from '../../../shared/contract/errors.ts';
import { tagRecord } from '../../../shared/contract/records.ts';
import { OWNER, PASSWORD, runningRelay } from '../../support/relay/running-relay.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { memorySecrets, testCore } from '../../support/test-core.ts';

/** A core of the owner at a real relay, in step with it. */
async function ownersCore() {
  const relay = await runningRelay();
  const folder = { dataFolder: await temporaryFolder(), secrets: memorySecrets() };
  const core = await testCore(folder);
  await core.call('session.signIn', { relayUrl: relay.url, email: OWNER, password: PASSWORD });
  const tagsOf = async (of = core) =>
    (await of.call('records.list', { entity: 'tag' })).records.map((one) => tagRecord.parse(one));
  const waiting = async (of = core) => (await of.call('app.bootstrap', {})).connection.waiting;
  await core.until(async () => (await core.call('app.bootstrap', {})).connection.loading === null);
  return { relay, folder, core, tagsOf, waiting };
}

const tag = (tagId: string, name: string) => ({ tagId, name, colour: 'blue', archived: false });

it('shows what was given at once, keeps it while the relay is away, and hands it over once', async () => {
  const { relay, folder, core, tagsOf, waiting } = await ownersCore();
  const id = randomUUID();
  await core.call('command.give', { name: 'tag.save', input: tag(id, 'Wholesale') });
  expect((await tagsOf()).map(({ name }) => name)).toEqual(['Wholesale']);
  await core.until(async () => (await waiting()) === 0);

  await relay.close();
  await core.call('command.give', { name: 'tag.save', input: tag(id, 'Resellers') });
  await core.call('command.give', { name: 'tag.save', input: tag(randomUUID(), 'New') });
  await core.app.close();
  const again = await testCore(folder);
  expect((await tagsOf(again)).map(({ name }) => name).toSorted()).toEqual(['New', 'Resellers']);
  expect(await waiting(again)).toBe(2);
});

it('shows again what the relay has when it refuses what was given', async () => {
  const { core, tagsOf, waiting } = await ownersCore();
  const [first, second] = [randomUUID(), randomUUID()];
  await core.call('command.give', { name: 'tag.save', input: tag(first, 'Wholesale') });
  await core.until(async () => (await waiting()) === 0);
  await core.call('command.give', { name: 'tag.save', input: tag(second, 'WHOLESALE') });
  await core.until(() => core.pushed('refused').length > 0);
  expect(core.pushed('refused')[0]).toMatchObject({ code: 'name_taken' });
  expect((await tagsOf()).map(({ id }) => id)).toEqual([first]);
});

it('has a command carried out now, and asks what it does not keep', async () => {
  const { relay, core, tagsOf } = await ownersCore();
  const now = { commandId: randomUUID(), name: 'tag.save', input: tag(randomUUID(), 'North') };
  expect(await core.call('command.now', now)).toEqual({});
  await core.until(async () => (await tagsOf()).length === 1);
  const input = { text: 'north', from: null, to: null, before: null, limit: 10 };
  const { value } = await core.call('relay.ask', { name: 'audit.list', input });
  expect(value).toMatchObject({ entries: [{ action: 'tag.save' }] });

  await relay.close();
  await core.until(async () => {
    const { connection } = await core.call('app.bootstrap', {});
    return connection.state !== 'online';
  });
  await expect(core.call('relay.ask', { name: 'audit.list', input })).rejects.toMatchObject({
    refusal: { code: 'relay_unreachable' },
  });
});

it('refuses what it does not know, and what cannot wait', async () => {
  const { core } = await ownersCore();
  const codeOf = (name: string, input: object) =>
    core.call('command.give', { name, input }).then(
      () => 'ok',
      (error: unknown) => (error instanceof RefusedError ? error.refusal.code : error),
    );
  expect(await codeOf('no.such', {})).toBe('unknown_call');
  const resolve = { conversationId: randomUUID() };
  expect(await codeOf('conversation.resolve', resolve)).toBe('unknown_call');
  expect(await codeOf('tag.save', { name: '' })).toBe('invalid_input');
});
