import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { openLog } from '../../../../relay/log.ts';
import { openMetrics } from '../../../../relay/metrics.ts';
import { commandRunner } from '../../../../relay/services/commands/run-command.ts';
import { conversationCommands } from '../../../../relay/services/conversations/commands.ts';
import { sendingCommands } from '../../../../relay/services/sending/commands.ts';
import { commandId } from '../../../../shared/contract/ids.ts';
import { newTenant, testStore } from '../../../support/relay-database/test-database.ts';
import { addColleague, addThread } from '../../../support/relay/thread.ts';

async function desk() {
  const { store, commits } = await testStore();
  const tenantId = await newTenant(store);
  const { conversation: conversationId, messages } = await addThread(store, tenantId);
  const personId = await store.inTenant(tenantId, (tx) => addColleague(tx));
  const runCommand = commandRunner(
    { store, clock: { now: () => 5000 }, log: openLog('silent'), metrics: openMetrics() },
    { ...conversationCommands, ...sendingCommands(() => undefined) },
  );
  const give = (name: string, input: object = {}) =>
    runCommand(
      { tenantId, personId },
      { id: commandId.parse(randomUUID()), name, input: { conversationId, ...input } },
    );
  const read = () =>
    store.inTenant(tenantId, (tx) =>
      tx.sql
        .selectFrom('conversations')
        .select(['status', 'assignee_id', 'owner', 'owner_epoch', 'unread_count'])
        .where('id', '=', conversationId)
        .executeTakeFirstOrThrow(),
    );
  return { give, read, messages, personId, commits };
}

test('what came after the message that was seen stays unread', async () => {
  const { give, read, messages } = await desk();
  await give('conversation.markRead', { upTo: messages[1] });
  expect((await read()).unread_count).toBe(1);
  await give('conversation.markRead', { upTo: messages[0] });
  expect((await read()).unread_count).toBe(1);
  await give('conversation.markRead', { upTo: messages[2] });
  expect((await read()).unread_count).toBe(0);
});

test('each change of the owner begins an epoch; assigning the same person again begins none', async () => {
  const { give, read, personId } = await desk();
  await give('conversation.assign', { assigneeId: personId });
  await give('conversation.assign', { assigneeId: personId });
  expect(await read()).toMatchObject({ assignee_id: personId, owner: 'person', owner_epoch: 1 });
  await give('conversation.assign', { assigneeId: null });
  expect(await read()).toMatchObject({ assignee_id: null, owner: 'queue', owner_epoch: 2 });
});

test('what changes nothing takes no change number', async () => {
  const { give, messages, commits } = await desk();
  await give('conversation.resolve');
  await give('conversation.markRead', { upTo: messages[2] });
  const before = commits.length;
  await give('conversation.resolve');
  await give('conversation.assign', { assigneeId: null });
  await give('conversation.markRead', { upTo: messages[2] });
  expect(commits).toHaveLength(before);
  await give('conversation.reopen');
  expect(commits).toHaveLength(before + 1);
});
