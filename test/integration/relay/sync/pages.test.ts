import { expect, test } from 'vitest';
import { readHead } from '../../../../relay/services/sync/changed-things.ts';
import { history, snapshot } from '../../../../relay/services/sync/pages.ts';
import { pull } from '../../../../relay/services/sync/pull.ts';
import { messageId } from '../../../../shared/contract/ids.ts';
import type { RelayParsed, RelayValue } from '../../../../shared/contract/relay.ts';
import { newTenant, testStore } from '../../../support/relay-database/test-database.ts';
import {
  addConversation,
  addInbound,
  addSender,
  addThread,
} from '../../../support/relay/thread.ts';

test('pages of the inbox go from the newest to the oldest, each with its newest messages', async () => {
  const { store } = await testStore();
  const tenantId = await newTenant(store);
  const { conversation: older } = await addThread(store, tenantId);
  const newer = await store.inTenant(tenantId, async (tx) => {
    const id = await addConversation(tx, await addSender(tx), 9000);
    await addInbound(tx, id, 9000);
    return id;
  });
  const first = await store.inTenant(tenantId, (tx) =>
    snapshot(tx, { before: null, limit: 1, messagesEach: 2 }),
  );
  const entities = (changes: typeof first.changes) => changes.map(({ entity }) => entity);
  expect(entities(first.changes)).toEqual([
    'tenant',
    'sender',
    'sender',
    'contact',
    'conversation',
    'message',
  ]);
  expect(first.next).toEqual({ lastMessageAt: 9000, id: newer });
  const second = await store.inTenant(tenantId, (tx) =>
    snapshot(tx, { before: first.next, limit: 5, messagesEach: 2 }),
  );
  expect(entities(second.changes)).toEqual(['contact', 'conversation', 'message', 'message']);
  expect(second.changes[1]?.id).toBe(older);
  const moments = second.changes.flatMap(({ record }) =>
    record !== null && 'at' in record ? [record.at] : [],
  );
  expect(new Set(moments)).toEqual(new Set([2000, 3000]));
  expect(second.next).toBeNull();
});

test('a conversation that a new message takes past the next page comes with its contact', async () => {
  const { store } = await testStore();
  const tenantId = await newTenant(store);
  const older = await store.inTenant(tenantId, async (tx) => {
    const sender = await addSender(tx);
    const id = await addConversation(tx, sender, 1000);
    await addConversation(tx, sender, 2000);
    return id;
  });
  const cursor = await store.inTenant(tenantId, readHead);
  const input = { limit: 1, messagesEach: 1 };
  const first = await store.inTenant(tenantId, (tx) => snapshot(tx, { ...input, before: null }));
  await store.inTenant(tenantId, (tx) => addInbound(tx, older, 3000));
  const second = await store.inTenant(tenantId, (tx) =>
    snapshot(tx, { ...input, before: first.next }),
  );
  expect(second).toEqual({ changes: [], next: null });
  const news = await store.inTenant(tenantId, (tx) => pull(tx, { cursor, limit: 10 }));
  expect(news.changes.map(({ entity }) => entity)).toEqual(['contact', 'message', 'conversation']);
});

test('pages of history go from the newest to the oldest, also within one moment', async () => {
  const { store } = await testStore();
  const tenantId = await newTenant(store);
  const { conversation } = await addThread(store, tenantId);
  await store.inTenant(tenantId, async (tx) => {
    await addInbound(tx, conversation, 2000);
    await addInbound(tx, conversation, 2000);
  });
  const seen: string[] = [];
  const moments: number[] = [];
  for (let before: RelayParsed<'history'>['before'] = null; ;) {
    const input = { conversationId: conversation, before, limit: 2 };
    const page: RelayValue<'history'> = await store.inTenant(tenantId, (tx) => history(tx, input));
    seen.push(...page.changes.map(({ id }) => id));
    moments.push(
      ...page.changes.flatMap(({ record }) =>
        record !== null && 'at' in record ? [record.at] : [],
      ),
    );
    if (page.next === null) break;
    before = page.next;
  }
  expect(moments).toEqual([3000, 2000, 2000, 2000, 1000]);
  expect(new Set(seen).size).toBe(5);
});

test('pages show nothing of another tenant, whose ids give nothing', async () => {
  const { store } = await testStore();
  const [mine, theirs] = [await newTenant(store), await newTenant(store, 'Other')];
  const { conversation, messages } = await addThread(store, theirs);
  const page = await store.inTenant(mine, (tx) =>
    history(tx, { conversationId: conversation, before: null, limit: 10 }),
  );
  expect(page).toEqual({ changes: [], next: null });
  const before = { at: 9999, id: messageId.parse(messages[0]) };
  const all = await store.inTenant(mine, (tx) =>
    history(tx, { conversationId: null, before, limit: 10 }),
  );
  expect(all.changes).toEqual([]);
  const { epoch } = await store.inTenant(mine, readHead);
  const pulled = await store.inTenant(mine, (tx) =>
    pull(tx, { cursor: { epoch, number: 0 }, limit: 100 }),
  );
  expect(pulled.changes.map(({ entity, id }) => [entity, id])).toEqual([['tenant', mine]]);
});
