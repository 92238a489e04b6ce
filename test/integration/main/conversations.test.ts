import { describe, expect, it } from 'vitest';
import { RefusedError } from '../../../shared/contract/errors.ts';
import {
  aContact,
  aConversation,
  aMessage,
  aPerson,
  changeOf,
} from '../../support/sample-records.ts';
import { type World, scriptedWorld } from '../../support/scripted-world.ts';
import type { TestCore } from '../../support/test-core.ts';

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    return error instanceof RefusedError ? error.refusal.code : 'another error';
  }
  return 'not refused';
}

async function shown(core: TestCore, { conversation: { id } }: World) {
  return (await core.call('conversation.get', { conversationId: id })).conversation;
}

/** A second conversation, which is older than the first one, with so many messages. */
function longConversation(world: World, count: number) {
  const contact = aContact({ name: 'Werk 7' });
  const start = world.message.at - 10_000_000;
  const conversation = aConversation(contact, world.sender, {
    lastMessageAt: start + count * 1000,
  });
  const messages = Array.from({ length: count }, (_, index) =>
    aMessage(conversation.id, { at: start + (index + 1) * 1000, body: `number ${String(index)}` }),
  );
  world.change(
    (number) => changeOf.contact(contact, number),
    (number) => changeOf.conversation(conversation, number),
    ...messages.map((message) => (number: number) => changeOf.message(message, number)),
  );
  return { conversation, messages };
}

/** Reads a conversation back to its beginning, page by page. */
async function readAll(core: TestCore, conversationId: World['conversation']['id'], limit: number) {
  const pages: string[][] = [];
  let before: { at: number; id: World['message']['id'] } | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof core.call<'conversation.messages'>>> = await core.call(
      'conversation.messages',
      { conversationId, before, limit },
    );
    pages.unshift(page.messages.map(({ id }) => id));
    if (page.previous === null) return pages.flat();
    before = page.previous;
  }
}

describe('reading a conversation', () => {
  it('gives every message once, oldest first, from cache and relay together', async () => {
    const world = await scriptedWorld();
    const { conversation, messages } = longConversation(world, 130);
    // The history of all stays away: what is missing is asked for this conversation alone.
    world.relay.script.onCall = (call, input) =>
      call === 'history' && !JSON.stringify(input).includes(conversation.id) ? 'busy' : null;
    const core = await world.start();
    await core.signIn(world.relay);
    await core.until(() => core.pushed('connection').at(-1)?.loading?.done === true);
    const ids = messages.map(({ id }) => id);
    expect(await readAll(core, conversation.id, 30)).toStrictEqual(ids);
    const { historyComplete } = await core.call('conversation.get', {
      conversationId: conversation.id,
    });
    expect(historyComplete).toBe(true);
  });

  it('has everything offline once the history is loaded', async () => {
    const world = await scriptedWorld();
    const { conversation, messages } = longConversation(world, 700);
    const core = await world.signedIn();
    await world.relay.stop();
    await core.until(() => core.pushed('connection').at(-1)?.state === 'offline');
    expect(await readAll(core, conversation.id, 200)).toStrictEqual(messages.map(({ id }) => id));
    await world.relay.listen();
  });

  it('shows no gap: an old message that was changed does not appear before its place is reached', async () => {
    const world = await scriptedWorld();
    const { conversation, messages } = longConversation(world, 60);
    world.relay.script.onCall = (call, input) =>
      call === 'history' && !JSON.stringify(input).includes(conversation.id) ? 'busy' : null;
    const core = await world.start();
    await core.signIn(world.relay);
    await core.until(() => core.pushed('connection').at(-1)?.loading?.done === true);
    const [oldest] = messages;
    if (oldest === undefined) throw new Error('no message');
    world.change((number) => changeOf.message({ ...oldest, readAt: oldest.at + 5 }, number));
    const changed = { kind: 'conversation', id: conversation.id };
    await core.until(() =>
      core.pushed('changed').some(({ topics }) => JSON.stringify(topics).includes(changed.id)),
    );
    const input = { conversationId: conversation.id, before: null, limit: 200 };
    const first = await core.call('conversation.messages', input);
    expect(first.messages.map(({ id }) => id)).not.toContain(oldest.id);
    expect(first.previous).not.toBeNull();
    expect(await readAll(core, conversation.id, 200)).toStrictEqual(messages.map(({ id }) => id));
  });

  it('shows offline what is here, and says for older ones that the relay is away', async () => {
    const world = await scriptedWorld();
    const { conversation, messages } = longConversation(world, 60);
    world.relay.script.onCall = (call) => (call === 'history' ? 'busy' : null);
    const core = await world.start();
    await core.signIn(world.relay);
    await core.until(() => core.pushed('connection').at(-1)?.loading?.done === true);
    await world.relay.stop();
    await core.until(() => core.pushed('connection').at(-1)?.state === 'offline');
    const input = { conversationId: conversation.id, limit: 50 };
    const page = await core.call('conversation.messages', { ...input, before: null });
    expect(page.messages.map(({ id }) => id)).toStrictEqual(
      messages.slice(-20).map(({ id }) => id),
    );
    expect(
      await codeOf(core.call('conversation.messages', { ...input, before: page.previous })),
    ).toBe('relay_unreachable');
    await world.relay.listen();
  });

  it('refuses one that is not there', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const { id: conversationId } = aConversation(world.contact, world.sender);
    expect(await codeOf(core.call('conversation.get', { conversationId }))).toBe(
      'conversation_not_found',
    );
    const input = { conversationId, before: null, limit: 5 };
    expect(await codeOf(core.call('conversation.messages', input))).toBe('conversation_not_found');
  });
});

describe('what is done with a conversation', () => {
  it('is seen at once and given to the relay', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const conversationId = world.conversation.id;
    world.relay.script.onCommand = () => 'busy';
    await core.call('conversation.assign', { conversationId, assigneeId: world.person.id });
    expect(await shown(core, world)).toMatchObject({
      assigneeId: world.person.id,
      owner: 'person',
    });
    expect((await core.call('inbox.counts', {})).mine).toBe(1);
    await core.call('conversation.resolve', { conversationId });
    expect((await core.call('inbox.counts', {})).resolved).toBe(1);
    await core.call('conversation.reopen', { conversationId });
    expect((await shown(core, world)).status).toBe('open');
    world.relay.script.onCommand = () => 'accepted';
    await core.until(async () => (await core.call('app.bootstrap', {})).connection.waiting === 0);
    const accepted = new Map(world.relay.commands.map((command) => [command.id, command.name]));
    expect([...accepted.values()]).toStrictEqual([
      'conversation.assign',
      'conversation.resolve',
      'conversation.reopen',
    ]);
  });

  it('does not flicker when an older word of the relay comes meanwhile', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const conversationId = world.conversation.id;
    world.relay.script.onCommand = () => 'busy';
    await core.call('conversation.resolve', { conversationId });
    world.change((number) =>
      changeOf.conversation({ ...world.conversation, unreadCount: 5 }, number),
    );
    await core.until(async () => (await shown(core, world)).unreadCount === 5);
    expect((await shown(core, world)).status).toBe('resolved');
  });

  it('stays as it was done between the acceptance and the relay’s own record', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const conversationId = world.conversation.id;
    const gate = Promise.withResolvers<void>();
    world.relay.script.hold = (call) => (call === 'pull' ? gate.promise : null);
    await core.call('conversation.resolve', { conversationId });
    await core.until(async () => (await core.call('app.bootstrap', {})).connection.waiting === 0);
    expect((await shown(core, world)).status).toBe('resolved');
    world.change((number) =>
      changeOf.conversation({ ...world.conversation, status: 'resolved', unreadCount: 3 }, number),
    );
    gate.resolve();
    await core.until(async () => (await shown(core, world)).unreadCount === 3);
    expect((await shown(core, world)).status).toBe('resolved');
  });

  it('gives way to what others do afterwards', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const conversationId = world.conversation.id;
    await core.call('conversation.resolve', { conversationId });
    await core.until(async () => (await core.call('app.bootstrap', {})).connection.waiting === 0);
    const resolved = { ...world.conversation, status: 'resolved' as const };
    world.change((number) => changeOf.conversation(resolved, number));
    world.change((number) => changeOf.conversation(world.conversation, number));
    await core.until(async () => (await shown(core, world)).status === 'open');
    expect(await shown(core, world)).toStrictEqual(world.conversation);
  });

  it('is undone when the relay refuses it, and the person is told', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const conversationId = world.conversation.id;
    world.relay.script.onCommand = () => 'not_allowed';
    await core.call('conversation.assign', { conversationId, assigneeId: world.person.id });
    await core.until(() => core.pushed('refused').length === 1);
    expect(core.pushed('refused')[0]).toMatchObject({ conversationId, code: 'not_allowed' });
    expect(await shown(core, world)).toStrictEqual(world.conversation);
  });

  it('marks as read only where that changes something', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const input = { conversationId: world.conversation.id, upTo: world.message.id };
    await core.call('conversation.markRead', input);
    expect((await shown(core, world)).unreadCount).toBe(0);
    await core.call('conversation.markRead', input);
    await core.until(async () => (await core.call('app.bootstrap', {})).connection.waiting === 0);
    expect(world.relay.commands.map(({ name }) => name)).toStrictEqual(['conversation.markRead']);
    const elsewhere = aMessage(world.conversation.id);
    expect(await codeOf(core.call('conversation.markRead', { ...input, upTo: elsewhere.id }))).toBe(
      'message_not_found',
    );
  });

  it('is not given to people who are not there or have left', async () => {
    const world = await scriptedWorld();
    const gone = aPerson({ active: false });
    world.change((number) => changeOf.person(gone, number));
    const core = await world.signedIn();
    const conversationId = world.conversation.id;
    for (const { id: assigneeId } of [gone, aPerson()]) {
      expect(await codeOf(core.call('conversation.assign', { conversationId, assigneeId }))).toBe(
        'person_not_found',
      );
    }
    expect(await shown(core, world)).toStrictEqual(world.conversation);
  });
});
