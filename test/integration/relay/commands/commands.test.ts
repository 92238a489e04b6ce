import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { openLog } from '../../../../relay/log.ts';
import { openMetrics } from '../../../../relay/metrics.ts';
import type { CommandHandlers } from '../../../../relay/services/commands/handler.ts';
import { commandRunner } from '../../../../relay/services/commands/run-command.ts';
import { conversationCommands } from '../../../../relay/services/conversations/commands.ts';
import { sendingCommands } from '../../../../relay/services/sending/commands.ts';
import type { CommandName } from '../../../../shared/contract/commands.ts';
import { RefusedError } from '../../../../shared/contract/errors.ts';
import { commandId } from '../../../../shared/contract/ids.ts';
import {
  newTenant,
  testStore,
  type TestStore,
} from '../../../support/relay-database/test-database.ts';
import { addColleague, addThread } from '../../../support/relay/thread.ts';

const accepted = { ok: true, value: { outcome: 'accepted' } };
const refused = (code: string) => ({ ok: false, refusal: expect.objectContaining({ code }) });
const newId = () => commandId.parse(randomUUID());

async function world(
  { store, commits }: TestStore,
  replaced: Partial<CommandHandlers<CommandName>> = {},
) {
  const tenantId = await newTenant(store);
  const thread = await addThread(store, tenantId);
  const personId = await store.inTenant(tenantId, (tx) => addColleague(tx));
  const metrics = openMetrics();
  const runCommand = commandRunner(
    { store, clock: { now: () => 5000 }, log: openLog('silent'), metrics },
    { ...conversationCommands, ...sendingCommands(() => undefined), ...replaced },
  );
  const give = (name: string, input: unknown, id = newId()) =>
    runCommand({ tenantId, personId }, { id, name, input });
  const conversation = () =>
    store.inTenant(tenantId, (tx) =>
      tx.sql
        .selectFrom('conversations')
        .selectAll()
        .where('id', '=', thread.conversation)
        .executeTakeFirstOrThrow(),
    );
  const counts = async () =>
    (await metrics.commands.get()).values.map(({ labels, value }) => [labels.outcome, value]);
  return { ...thread, tenantId, personId, give, conversation, counts, commits, store, runCommand };
}

test('a command that comes again has its first answer and no further effect', async () => {
  const { give, conversation, counts, commits, personId } = await world(await testStore());
  const input = { conversationId: (await conversation()).id, assigneeId: personId };
  const id = newId();
  expect(await give('conversation.assign', input, id)).toEqual(accepted);
  const [first, commitsBefore] = [await conversation(), commits.length];
  expect(first).toMatchObject({ assignee_id: personId, owner: 'person', owner_epoch: 1 });

  // Somebody else has moved on meanwhile: the repetition must not take it back.
  await give('conversation.assign', { ...input, assigneeId: null });
  // The same input, written in another order.
  const again = { assigneeId: personId, conversationId: input.conversationId };
  expect(await give('conversation.assign', again, id)).toEqual(accepted);
  expect(await conversation()).toMatchObject({ assignee_id: null, owner: 'queue', owner_epoch: 2 });
  expect(commits).toHaveLength(commitsBefore + 1);
  expect(await counts()).toEqual([
    ['accepted', 2],
    ['repeated', 1],
  ]);
});

test('a refusal is kept too: the same command is refused again when it would be accepted now', async () => {
  const { give, tenantId, store, conversation } = await world(await testStore());
  const colleague = await store.inTenant(tenantId, (tx) => addColleague(tx, false));
  const input = { conversationId: (await conversation()).id, assigneeId: colleague };
  const id = newId();
  expect(await give('conversation.assign', input, id)).toEqual(refused('person_not_found'));
  await store.inTenant(tenantId, (tx) =>
    tx.sql.updateTable('people').set({ active: true }).where('id', '=', colleague).execute(),
  );
  expect(await give('conversation.assign', input, id)).toEqual(refused('person_not_found'));
  expect(await give('conversation.assign', input)).toEqual(accepted);
});

test('an id that stands for another command is refused', async () => {
  const { give, tenantId, store, runCommand, conversation } = await world(await testStore());
  const input = { conversationId: (await conversation()).id };
  const id = newId();
  expect(await give('conversation.resolve', input, id)).toEqual(accepted);
  expect(await give('conversation.reopen', input, id)).toEqual(refused('command_id_reused'));
  const other = { conversationId: randomUUID() };
  expect(await give('conversation.resolve', other, id)).toEqual(refused('command_id_reused'));
  const personId = await store.inTenant(tenantId, (tx) => addColleague(tx));
  const byAnother = await runCommand(
    { tenantId, personId },
    { id, name: 'conversation.resolve', input },
  );
  expect(byAnother).toEqual(refused('command_id_reused'));
  expect((await conversation()).status).toBe('resolved');
});

test('the same command many times at once runs once', async () => {
  let runs = 0;
  const { give, conversation } = await world(await testStore(), {
    'conversation.resolve': async (context, input) => {
      runs += 1;
      await conversationCommands['conversation.resolve'](context, input);
    },
  });
  const input = { conversationId: (await conversation()).id };
  const id = newId();
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => give('conversation.resolve', input, id)),
  );
  expect(answers).toEqual(Array.from({ length: 8 }, () => accepted));
  expect(runs).toBe(1);
});

test('what a refused command did is undone, its changes take no number, and nothing follows it', async () => {
  const followed: string[] = [];
  const { give, conversation, commits } = await world(await testStore(), {
    'conversation.resolve': async (context, input) => {
      context.afterCommit(() => followed.push('after'));
      await conversationCommands['conversation.resolve'](context, input);
      throw new RefusedError('not_allowed');
    },
  });
  const before = [await conversation(), commits.length];
  const input = { conversationId: (await conversation()).id };
  expect(await give('conversation.resolve', input)).toEqual(refused('not_allowed'));
  expect([await conversation(), commits.length]).toEqual(before);
  expect(followed).toEqual([]);
});

test('a fault of our own is answered, kept from the desktop, and may be tried again', async () => {
  let broken = true;
  const { give, conversation } = await world(await testStore(), {
    'conversation.resolve': async (context, input) => {
      await conversationCommands['conversation.resolve'](context, input);
      context.afterCommit(() => {
        throw new Error('after the commit');
      });
      if (broken) throw new Error('the secret reason');
    },
  });
  const input = { conversationId: (await conversation()).id };
  const id = newId();
  const answer = await give('conversation.resolve', input, id);
  expect(answer).toEqual(refused('internal'));
  expect(JSON.stringify(answer)).not.toContain('secret');
  expect((await conversation()).status).toBe('open');
  broken = false;
  expect(await give('conversation.resolve', input, id)).toEqual(accepted);
  expect((await conversation()).status).toBe('resolved');
});

test('the things of another tenant are not there', async () => {
  const base = await testStore();
  const mine = await world(base);
  const theirs = await world(base);
  const conversationId = (await theirs.conversation()).id;
  const own = (await mine.conversation()).id;
  const cases = [
    ['conversation.resolve', { conversationId }, 'conversation_not_found'],
    ['conversation.reopen', { conversationId }, 'conversation_not_found'],
    ['conversation.assign', { conversationId, assigneeId: null }, 'conversation_not_found'],
    [
      'conversation.assign',
      { conversationId: own, assigneeId: theirs.personId },
      'person_not_found',
    ],
    [
      'conversation.markRead',
      { conversationId, upTo: theirs.messages[0] },
      'conversation_not_found',
    ],
    [
      'conversation.markRead',
      { conversationId: own, upTo: theirs.messages[0] },
      'message_not_found',
    ],
  ] as const;
  for (const [name, input, code] of cases) {
    expect(await mine.give(name, input)).toEqual(refused(code));
  }
  expect(await theirs.conversation()).toMatchObject({ status: 'open', unread_count: 3 });
});
