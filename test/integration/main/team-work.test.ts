import { expect, it } from 'vitest';
import type { CommandName } from '../../../shared/contract/commands.ts';
import { changeOf } from '../../support/sample-records.ts';
import { scriptedWorld } from '../../support/scripted-world.ts';

/** A core with one open conversation. */
async function atWork() {
  const world = await scriptedWorld();
  const core = await world.signedIn();
  await core.until(() => core.pushed('clock').length > 0);
  const { id: conversationId, lastInboundAt } = world.conversation;
  const give = (name: CommandName, input: object = {}) =>
    core.call('command.give', { name, input: { conversationId, ...input } });
  return {
    world,
    core,
    give,
    conversationId,
    snooze: (until: number | null) => give('conversation.snooze', { until, lastInboundAt }),
    counts: () => core.call('inbox.counts', {}),
  };
}

it('what is put off without the relay leaves at once, and comes back at its moment by itself', async () => {
  const { world, core, snooze, counts } = await atWork();
  await world.relay.stop();
  await snooze(Date.now() + 1500);
  expect(await counts()).toMatchObject({ all: 0, unread: 0, snoozed: 1 });
  const before = core.pushed('changed').length;
  await core.until(async () => (await counts()).snoozed === 0);
  expect(await counts()).toMatchObject({ all: 1, unread: 1 });
  const topics = core.pushed('changed').slice(before);
  expect(topics.flatMap((changed) => changed.topics)).toContainEqual({ kind: 'inbox' });
});

it('what the customer wrote meanwhile wins over a snooze that is still on its way', async () => {
  const { world, core, snooze, counts } = await atWork();
  await world.relay.stop();
  await snooze(null);
  expect((await counts()).snoozed).toBe(1);
  world.change((number) =>
    changeOf.conversation(
      { ...world.conversation, lastInboundAt: Date.now(), unreadCount: 2 },
      number,
    ),
  );
  await world.relay.listen();
  await core.until(async () => (await counts()).snoozed === 0);
  expect((await counts()).unread).toBe(1);
});

it('refuses what names no conversation that is here', async () => {
  const { core } = await atWork();
  const input = { conversationId: '018f0000-0000-7000-8000-000000000009' };
  await expect(
    core.call('command.give', { name: 'conversation.unsnooze', input }),
  ).rejects.toMatchObject({ refusal: { code: 'conversation_not_found' } });
});
