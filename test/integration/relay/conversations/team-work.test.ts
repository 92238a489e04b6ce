import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { openLog } from '../../../../relay/log.ts';
import { openMetrics } from '../../../../relay/metrics.ts';
import { commandRunner } from '../../../../relay/services/commands/run-command.ts';
import { conversationCommands } from '../../../../relay/services/conversations/commands.ts';
import { createSnoozing } from '../../../../relay/services/conversations/snoozing.ts';
import { loadConversations } from '../../../../relay/db/records/conversations.ts';
import type { CommandName } from '../../../../shared/contract/commands.ts';
import { commandId, type TagId, tagId } from '../../../../shared/contract/ids.ts';
import { newTenant, testStore } from '../../../support/relay-database/test-database.ts';
import { addColleague, addThread } from '../../../support/relay/thread.ts';

/** A conversation whose customer wrote last at 3000, on a relay whose clock is set by the test. */
async function desk() {
  const { store, commits } = await testStore();
  const tenantId = await newTenant(store);
  const { conversation: conversationId } = await addThread(store, tenantId);
  const personId = await store.inTenant(tenantId, (tx) => addColleague(tx));
  let now = 5000;
  const parts = { store, clock: { now: () => now }, log: openLog('silent') };
  const run = commandRunner({ ...parts, metrics: openMetrics() }, conversationCommands);
  const giveAny = (name: CommandName, input: object) =>
    run({ tenantId, personId }, { id: commandId.parse(randomUUID()), name, input });
  const { last_inbound_at: heard } = await store.inTenant(tenantId, (tx) =>
    tx.sql
      .selectFrom('conversations')
      .select('last_inbound_at')
      .where('id', '=', conversationId)
      .executeTakeFirstOrThrow(),
  );
  return {
    commits,
    addTags: (ids: readonly TagId[]) =>
      store.inTenant(tenantId, (tx) =>
        tx.sql
          .insertInto('tags')
          .values(
            ids.map((id) => ({
              tenant_id: tenantId,
              id,
              name: id,
              colour: 'grey' as const,
              archived: false,
            })),
          )
          .execute(),
      ),
    give: (name: CommandName, input: object = {}) => giveAny(name, { conversationId, ...input }),
    snooze: (until: number | null, lastInboundAt = heard) =>
      giveAny('conversation.snooze', { conversationId, until, lastInboundAt }),
    heard: heard ?? 0,
    goTo: (at: number) => {
      now = at;
    },
    anotherRelay: () => createSnoozing(parts),
    read: async () => {
      const [found] = await store.inTenant(tenantId, (tx) =>
        loadConversations(tx, [conversationId]),
      );
      return found?.record;
    },
    /** As both ways of receiving store it: one more that nobody has read. */
    hear: () =>
      store.inTenant(tenantId, async (tx) => {
        await tx.sql
          .updateTable('conversations')
          .set((eb) => ({ unread_count: eb('unread_count', '+', 1) }))
          .where('tenant_id', '=', tenantId)
          .where('id', '=', conversationId)
          .execute();
        tx.changed('conversation', conversationId);
      }),
  };
}

test('tags are put on and taken off, only those of the tenant, and nothing changes twice', async () => {
  const { addTags, give, read, commits } = await desk();
  const [one, two] = [tagId.parse(randomUUID()), tagId.parse(randomUUID())];
  await addTags([one, two]);
  await give('conversation.tag', { add: [one, two], remove: [] });
  expect((await read())?.tagIds).toEqual([one, two]);
  const before = commits.length;
  await give('conversation.tag', { add: [two], remove: [] });
  expect(commits).toHaveLength(before);
  await give('conversation.tag', { add: [], remove: [one] });
  expect((await read())?.tagIds).toEqual([two]);
  const foreign = await give('conversation.tag', { add: [randomUUID()], remove: [] });
  expect(foreign).toMatchObject({ ok: false, refusal: { code: 'invalid_input' } });
  expect((await read())?.tagIds).toEqual([two]);
});

test('a conversation comes back at its moment, by one of two relays', async () => {
  const { snooze, goTo, anotherRelay, read, commits } = await desk();
  await snooze(9000);
  expect((await read())?.snooze).toEqual({ until: 9000 });
  const relays = [anotherRelay(), anotherRelay()];
  goTo(8999);
  expect(await Promise.all(relays.map((relay) => relay.look()))).toEqual([0, 0]);
  goTo(9000);
  const before = commits.length;
  const woken = await Promise.all(relays.map((relay) => relay.look()));
  expect(woken.toSorted((one, other) => one - other)).toEqual([0, 1]);
  expect(commits).toHaveLength(before + 1);
  expect((await read())?.snooze).toBeNull();
});

test('a running relay brings it back by itself', async () => {
  const { snooze, anotherRelay, read, goTo } = await desk();
  await snooze(9000);
  goTo(9000);
  const relay = anotherRelay();
  relay.start();
  await expect.poll(async () => (await read())?.snooze).toBeNull();
  await relay.stop();
});

test('until the customer writes it stays away, and any message of theirs brings it back', async () => {
  const { snooze, hear, read, goTo, anotherRelay } = await desk();
  await snooze(null);
  goTo(Number.MAX_SAFE_INTEGER);
  expect(await anotherRelay().look()).toBe(0);
  expect((await read())?.snooze).toEqual({ until: null });
  await hear();
  expect((await read())?.snooze).toBeNull();
});

test('reading or assigning it does not bring it back; resolving it ends the snooze', async () => {
  const { snooze, give, read } = await desk();
  await snooze(9000);
  await give('conversation.assign', { assigneeId: null });
  expect((await read())?.snooze).toEqual({ until: 9000 });
  await give('conversation.resolve');
  expect(await read()).toMatchObject({ status: 'resolved', snooze: null });
  await snooze(9000);
  expect((await read())?.snooze).toBeNull();
});

test('what was put off before the relay heard of a new message, or too late, is not put off', async () => {
  const { snooze, read, heard, give, commits } = await desk();
  await snooze(9000, heard - 1);
  await snooze(5000);
  expect((await read())?.snooze).toBeNull();
  const before = commits.length;
  await give('conversation.unsnooze');
  expect(commits).toHaveLength(before);
  await snooze(9000);
  await give('conversation.unsnooze');
  expect((await read())?.snooze).toBeNull();
});
