import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { aMessage, aMessageId, changeOf } from '../../support/sample-records.ts';
import { type World, scriptedWorld } from '../../support/scripted-world.ts';
import type { TestCore } from '../../support/test-core.ts';

const page = { before: null, limit: 200 };

async function idsOf(core: TestCore, world: World): Promise<string[]> {
  const conversationId = world.conversation.id;
  const { messages } = await core.call('conversation.messages', { conversationId, ...page });
  return messages.map(({ id }) => id);
}

/** So many messages after the first one, a second apart. */
function following(world: World, count: number) {
  return Array.from({ length: count }, (_, index) =>
    aMessage(world.conversation.id, { at: world.message.at + (index + 1) * 1000 }),
  );
}

describe('following the relay', () => {
  it('shows what a hint speaks of', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const [next] = following(world, 1);
    if (next === undefined) throw new Error('no message');
    world.change((number) => changeOf.message(next, number));
    await core.until(async () => (await idsOf(core, world)).includes(next.id));
    expect(await idsOf(core, world)).toStrictEqual([world.message.id, next.id]);
    // Told once per turn of the event loop, so perhaps a moment after it can be read.
    const told = { kind: 'conversation', id: world.conversation.id };
    const topics = () => core.pushed('changed').flatMap((push) => push.topics);
    await core.until(() => topics().some((topic) => isDeepStrictEqual(topic, told)));
    expect(topics()).toContainEqual(told);
  });

  it('misses nothing while the connection was away', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const missed = following(world, 30);
    await world.relay.stop();
    await core.until(() => core.pushed('connection').at(-1)?.state === 'offline');
    for (const message of missed) world.change((number) => changeOf.message(message, number));
    await world.relay.listen();
    await core.until(async () => (await idsOf(core, world)).length === 31);
    expect(await idsOf(core, world)).toStrictEqual([
      world.message.id,
      ...missed.map(({ id }) => id),
    ]);
    expect((await core.call('app.bootstrap', {})).connection.state).toBe('online');
  });

  it('takes repeated and reordered changes for what they are', async () => {
    const world = await scriptedWorld();
    world.relay.script.mix = (changes) => [...changes, ...changes].toReversed();
    const core = await world.signedIn();
    const [message] = following(world, 1);
    if (message === undefined) throw new Error('no message');
    const outbound = { ...message, direction: 'outbound' as const };
    const statuses = ['queued', 'sent', 'delivered', 'read'] as const;
    world.change(
      ...statuses.map(
        (status) => (number: number) => changeOf.message({ ...outbound, status }, number),
      ),
    );
    const shown = async () =>
      (
        await core.call('conversation.messages', { conversationId: world.conversation.id, ...page })
      ).messages.at(-1);
    await core.until(async () => (await shown())?.id === message.id);
    expect((await shown())?.status).toBe('read');
    expect(await idsOf(core, world)).toHaveLength(2);
  });

  it('never asks for two portions of changes at once, however many hints come', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const { relay } = world;
    await core.until(() => core.pushed('clock').length > 0);
    const pulls = () => relay.calls.filter(({ call }) => call === 'pull').length;
    const before = pulls();
    const gate = Promise.withResolvers<void>();
    relay.script.hold = (call) => (call === 'pull' ? gate.promise : null);
    const missed = following(world, 40);
    for (const message of missed) world.change((number) => changeOf.message(message, number));
    // The relay's clock is measured after the hints: when that is done, all of them are here.
    core.app.resumed();
    await core.until(() => core.pushed('clock').length > 1);
    expect(pulls() - before).toBe(1);
    gate.resolve();
    await core.until(async () => (await idsOf(core, world)).length === 41);
    expect(pulls() - before).toBeLessThanOrEqual(2);
  });

  it('removes what was removed', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    world.change((number) => ({
      ...changeOf.conversation(world.conversation, number),
      record: null,
    }));
    const inbox = async () => core.call('inbox.list', { filter: 'all', sort: 'newest', ...page });
    await core.until(async () => (await inbox()).items.length === 0);
    expect(await inbox()).toStrictEqual({ items: [], next: null });
  });

  it('loads everything anew from another log, and keeps drafts and unsent replies', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const conversationId = world.conversation.id;
    world.relay.script.onCommand = () => 'busy';
    const reply = await core.call('message.sendText', {
      messageId: aMessageId(),
      conversationId,
      body: 'Yes, 40 in stock',
      repliesToId: null,
    });
    const draft = { text: 'and if you need', repliesToId: null, template: null, attachments: [] };
    await core.call('draft.save', { conversationId, draft });

    const { script } = world.relay;
    const restored = { ...world.contact, name: 'As it was in the backup' };
    script.epoch = randomUUID();
    const [tenant, person, sender, template, , conversation] = script.log;
    script.log = [];
    for (const kept of [tenant, person, sender, template, conversation]) {
      if (kept !== undefined) script.log.push(kept);
    }
    // Another log may well be longer: its numbers say nothing about ours.
    script.log.push(changeOf.contact(restored, 500));
    world.relay.dropConnections();
    const view = async () => core.call('conversation.get', { conversationId });
    await core.until(async () => (await view()).contact.name === restored.name);
    expect((await view()).draft).toStrictEqual(draft);
    expect(await idsOf(core, world)).toStrictEqual([reply.id]);
    expect((await view()).conversation.lastMessage?.id).toBe(reply.id);

    script.onCommand = () => 'accepted';
    await core.until(async () => (await core.call('app.bootstrap', {})).connection.waiting === 0);
    expect(new Set(world.relay.commands.map(({ id }) => id)).size).toBe(1);
  });

  it('loads everything anew where the relay has less than the cache', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const { script } = world.relay;
    script.log = script.log.filter(({ entity }) => entity !== 'message');
    world.relay.dropConnections();
    await core.until(async () => (await idsOf(core, world)).length === 0);
    expect(
      core.log.map(({ event }) => event).filter((event) => event === 'sync.start_anew'),
    ).toHaveLength(2);
  });

  it('loads everything anew when the relay no longer has what followed', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const { script } = world.relay;
    let refusals = 0;
    script.onCall = (call) => {
      if (call !== 'pull' || refusals > 0) return null;
      refusals += 1;
      return 'resync_needed';
    };
    world.change((number) => changeOf.contact({ ...world.contact, name: 'After all' }, number));
    const name = async () =>
      (await core.call('conversation.get', { conversationId: world.conversation.id })).contact.name;
    const begun = () => core.log.filter(({ event }) => event === 'sync.start_anew').length;
    await core.until(() => begun() === 2);
    await core.until(async () => (await name()) === 'After all');
    await core.until(() => core.pushed('connection').at(-1)?.loading === null);
    expect(refusals).toBe(1);
    expect(core.log.map(({ event }) => event)).toContain('sync.cursor_lost');
  });

  it('goes on where it was when a later part of the loading fails', async () => {
    const world = await scriptedWorld();
    let refusals = 0;
    world.relay.script.onCall = (call) => {
      if (call !== 'history') return null;
      refusals += 1;
      if (refusals > 3) return null;
      world.change((number) => changeOf.contact(world.contact, number));
      return 'busy';
    };
    const core = await world.signedIn();
    expect(refusals).toBe(4);
    const begun = core.log.filter(({ event }) => event === 'sync.start_anew');
    expect(begun).toHaveLength(1);
  });

  it('answers the renderer while a backlog is applied', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const backlog = following(world, 3000);
    const answers: boolean[] = [];
    let asking = true;
    const ask = async (): Promise<void> => {
      answers.push((await core.app.call({ name: 'inbox.counts', input: {} })).ok);
      if (asking) setImmediate(() => void ask());
    };
    void ask();
    const from = world.nextNumber();
    world.relay.add(...backlog.map((message, index) => changeOf.message(message, from + index)));
    const newest = backlog.at(-1)?.id;
    await core.until(async () => (await idsOf(core, world)).at(-1) === newest);
    asking = false;
    expect(answers.length).toBeGreaterThan(10);
    expect(answers).not.toContain(false);
  });

  it('counts on the clock of the relay', async () => {
    const world = await scriptedWorld();
    world.relay.script.ahead = 7 * 3_600_000;
    const core = await world.signedIn();
    await core.until(() => core.pushed('clock').length > 0);
    const { clock } = await core.call('app.bootstrap', {});
    expect(clock.known).toBe(true);
    expect(Math.abs(clock.offset - world.relay.script.ahead)).toBeLessThan(2_000);

    world.relay.script.ahead = -3_600_000;
    const before = core.pushed('clock').length;
    core.app.resumed();
    await core.until(() => core.pushed('clock').length > before);
    expect(Math.abs((core.pushed('clock').at(-1)?.offset ?? 0) + 3_600_000)).toBeLessThan(2_000);
  });
});
