import { describe, expect, it } from 'vitest';
import { northwindSupply } from '../../../assets/sample/northwind.ts';
import { aMessageId } from '../../support/sample-records.ts';
import { unusedProvider } from '../../support/relay/unused-provider.ts';
import { runningRelay } from '../../support/relay/running-relay.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { memorySecrets, type TestCore, testCore } from '../../support/test-core.ts';

const everything = { filter: 'all', sort: 'newest', before: null, limit: 200 } as const;

const state = async (one: TestCore) => (await one.call('app.bootstrap', {})).connection;

/** A real relay with the sample tenant, and a core of one of its people, all loaded. */
async function sampleCore() {
  const relay = await runningRelay({
    seed: { kind: 'sample', providerUrl: 'http://127.0.0.1:9' },
    provider: unusedProvider(),
  });
  const world = northwindSupply({ now: relay.clock.now() });
  const [rep] = world.people;
  if (rep === undefined) throw new Error('the sample has no people');
  const dataFolder = await temporaryFolder();
  const secrets = memorySecrets();
  const core = await testCore({ dataFolder, secrets });
  await core.call('session.signIn', {
    relayUrl: relay.url,
    email: rep.email,
    password: rep.password,
  });
  await core.until(async () => {
    const { connection } = await core.call('app.bootstrap', {});
    return connection.state === 'online' && connection.loading === null;
  });
  return { relay, world, core, dataFolder, secrets };
}

describe('with a real relay', () => {
  it('has the whole sample tenant, and keeps it offline', async () => {
    const { relay, world, core, dataFolder, secrets } = await sampleCore();
    const counts = await core.call('inbox.counts', {});
    expect(counts.all + counts.resolved).toBe(world.conversations.length);
    const { items } = await core.call('inbox.list', everything);
    expect(items).toHaveLength(Math.min(200, counts.all));
    const longest = Math.max(...world.conversations.map(({ messages }) => messages.length));
    const lengths: number[] = [];
    for (const { conversation } of items) {
      const input = { conversationId: conversation.id, before: null, limit: 200 };
      const { messages, previous } = await core.call('conversation.messages', input);
      expect(previous).toBeNull();
      expect(messages.at(-1)?.id).toBe(conversation.lastMessage?.id);
      lengths.push(messages.length);
    }
    expect(Math.max(...lengths)).toBeLessThanOrEqual(longest);
    expect(Math.max(...lengths)).toBeGreaterThan(1);

    await core.app.close();
    await relay.close();
    const offline = await testCore({ dataFolder, secrets });
    expect(await offline.call('inbox.counts', {})).toStrictEqual(counts);
  });

  it('that wants a newer Casement keeps what is typed and sent, until there is one', async () => {
    const { core, dataFolder, secrets } = await sampleCore();
    const [item] = (await core.call('inbox.list', { ...everything, filter: 'closing' })).items;
    if (item === undefined) throw new Error('the sample has no open window');
    const conversationId = item.conversation.id;
    await core.app.close();
    const old = await testCore({ dataFolder, secrets, version: '0.0.9' });
    await old.until(async () => (await state(old)).state === 'client_too_old');
    expect((await old.call('inbox.list', everything)).items.length).toBeGreaterThan(0);
    const draft = { text: 'and more', repliesToId: null, template: null, attachments: [] };
    const reply = { messageId: aMessageId(), conversationId, body: 'Yes', repliesToId: null };
    await old.call('message.sendText', reply);
    await old.call('draft.save', { conversationId, draft });
    expect((await state(old)).waiting).toBe(1);
    await old.app.close();
    const next = await testCore({ dataFolder, secrets });
    await next.until(async () => (await state(next)).waiting === 0);
    expect((await state(next)).state).toBe('online');
    expect((await next.call('draft.get', { conversationId })).draft?.text).toBe('and more');
    const page = { conversationId, before: null, limit: 20 };
    const { messages } = await next.call('conversation.messages', page);
    expect(messages.filter(({ id }) => id === reply.messageId)).toHaveLength(1);
  });

  it('sees the effect of its commands come back as the relay’s own word', async () => {
    const { core } = await sampleCore();
    const { items } = await core.call('inbox.list', { ...everything, filter: 'unread' });
    const conversation = items[0]?.conversation;
    const upTo = conversation?.lastMessage?.id;
    if (conversation === undefined || upTo === undefined) throw new Error('nothing is unread');
    const conversationId = conversation.id;
    const { session } = await core.call('app.bootstrap', {});
    await core.call('conversation.markRead', { conversationId, upTo });
    await core.call('conversation.assign', { conversationId, assigneeId: null });
    const assigneeId = session?.person.id ?? null;
    await core.call('conversation.assign', { conversationId, assigneeId });
    await core.call('conversation.resolve', { conversationId });
    await core.until(async () => {
      const { conversation: now } = await core.call('conversation.get', { conversationId });
      // The epoch is counted by the relay alone.
      return now.ownerEpoch > conversation.ownerEpoch && now.status === 'resolved';
    });
    const { conversation: now } = await core.call('conversation.get', { conversationId });
    expect(now).toMatchObject({ assigneeId, owner: 'person', status: 'resolved', unreadCount: 0 });
    expect(core.pushed('refused')).toStrictEqual([]);
  });

  it('is refused with the relay’s reason', async () => {
    const relay = await runningRelay();
    const core = await testCore({ dataFolder: await temporaryFolder() });
    const answer = await core.app.call({
      name: 'session.signIn',
      input: { relayUrl: relay.url, email: 'nobody@northwind.example', password: 'wrong' },
    });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'wrong_credentials' } });
  });
});
