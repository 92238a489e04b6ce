import fc from 'fast-check';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import type { Store, TenantTransaction } from '../../../../relay/db/tenant-transaction.ts';
import { readHead } from '../../../../relay/services/sync/changed-things.ts';
import { history, snapshot } from '../../../../relay/services/sync/pages.ts';
import { pull } from '../../../../relay/services/sync/pull.ts';
import { contactId, type ConversationId, type TenantId } from '../../../../shared/contract/ids.ts';
import {
  RELAY_SCHEMAS,
  type RelayParsed,
  type RelayValue,
} from '../../../../shared/contract/relay.ts';
import { newTenant, testStore } from '../../../support/relay-database/test-database.ts';
import { ModelClient } from '../../../support/relay/model-client.ts';
import { addConversation, addInbound, addThread } from '../../../support/relay/thread.ts';

const OPERATIONS = [
  'conversation',
  'inbound',
  'inbound',
  'inbound',
  'read',
  'contact',
  'remove',
  'two',
] as const;
type Operation = (typeof OPERATIONS)[number];

function pick<T>(list: readonly T[], seed: number): T | undefined {
  return list[seed % list.length];
}

/** Changes the tenant's data, one transaction per operation. */
function writer(store: Store, tenantId: TenantId, base: Awaited<ReturnType<typeof addThread>>) {
  let at = 10_000;
  const conversations: ConversationId[] = [base.conversation];
  const strangers: string[] = [];
  const addStranger = async ({ sql, changed }: TenantTransaction) => {
    const id = contactId.parse(v7());
    await sql
      .insertInto('contacts')
      .values({ tenant_id: tenantId, id, name: 'x', created_at: 1 })
      .execute();
    changed('contact', id);
    return id;
  };
  const run = (operation: Operation, seed: number) =>
    store.inTenant(tenantId, async (tx): Promise<(() => void) | undefined> => {
      at += 1;
      const conversation = pick(conversations, seed) ?? base.conversation;
      switch (operation) {
        case 'conversation':
          return later(conversations, await addConversation(tx, base.sender, at));
        case 'inbound':
          await addInbound(tx, conversation, at, `message at ${at}`);
          break;
        case 'two':
          await addInbound(tx, conversation, at, 'one of two');
          await addInbound(tx, pick(conversations, seed + 1) ?? conversation, at, 'two of two');
          break;
        case 'read':
          await tx.sql
            .updateTable('conversations')
            .set({ unread_count: 0 })
            .where('id', '=', conversation)
            .execute();
          tx.changed('conversation', conversation);
          break;
        case 'contact':
          return later(strangers, await addStranger(tx));
        case 'remove': {
          const id = strangers.pop();
          if (id === undefined) break;
          await tx.sql.deleteFrom('contacts').where('id', '=', contactId.parse(id)).execute();
          tx.removed('contact', id);
          break;
        }
      }
      return undefined;
    });
  return async (operation: Operation, seed: number): Promise<void> => {
    const committed = await run(operation, seed);
    committed?.();
  };
}

/** What the other operations may use once it is committed. */
function later<T>(list: T[], thing: T): () => void {
  return () => void list.push(thing);
}

/** Everything the tenant has, by another way than the one that is tested: each table, whole. */
async function whole(store: Store, tenantId: TenantId) {
  const counts = await store.inTenant(tenantId, async ({ sql }) => {
    const tables = [
      'people',
      'senders',
      'contacts',
      'conversations',
      'messages',
      'templates',
    ] as const;
    const rows: { id: string; number: number }[] = [];
    for (const table of tables) {
      const found = await sql.selectFrom(table).select(['id', 'change_no']).execute();
      rows.push(...found.map(({ id, change_no }) => ({ id, number: change_no })));
    }
    const [tenant] = await sql.selectFrom('tenants').select(['id', 'change_no']).execute();
    return [...rows, { id: tenantId, number: tenant?.change_no ?? 0 }];
  });
  return counts.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

test('a desktop that follows has everything in the end, whatever is written meanwhile', async () => {
  const { store } = await testStore();
  const scenario = fc.record({
    writers: fc.array(
      fc.array(fc.tuple(fc.constantFrom(...OPERATIONS), fc.nat(50)), { maxLength: 14 }),
      {
        minLength: 2,
        maxLength: 4,
      },
    ),
    limits: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }),
    start: fc.constantFrom('pull', 'snapshot'),
  });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ writers, limits, start }) => {
      const tenantId = await newTenant(store);
      const base = await addThread(store, tenantId);
      const write = writer(store, tenantId, base);
      const client = new ModelClient();
      const limit = (turn: number) => limits[turn % limits.length] ?? 1;
      const head = await store.inTenant(tenantId, readHead);
      let cursor = start === 'pull' ? { ...head, number: 0 } : head;

      const follow = async (until: () => boolean): Promise<void> => {
        for (let turn = 0, more = true; more || !until(); turn += 1) {
          const page = await store.inTenant(tenantId, (tx) =>
            pull(tx, { cursor, limit: limit(turn) }),
          );
          RELAY_SCHEMAS.pull.value.parse(page);
          expect(page.next.number).toBeGreaterThanOrEqual(cursor.number);
          // A desktop that stores a page in parts must not come past the page's own end.
          expect(page.changes.filter(({ number }) => number > page.next.number)).toEqual([]);
          client.apply(page.changes);
          ({ next: cursor, more } = page);
        }
      };
      const load = async (): Promise<void> => {
        if (start === 'pull') return;
        for (let before: RelayParsed<'snapshot'>['before'] = null, turn = 0; ; turn += 1) {
          const input = { before, limit: limit(turn), messagesEach: limit(turn + 1) };
          const page: RelayValue<'snapshot'> = await store.inTenant(tenantId, (tx) =>
            snapshot(tx, input),
          );
          client.apply(RELAY_SCHEMAS.snapshot.value.parse(page).changes);
          if (page.next === null) break;
          before = page.next;
        }
        for (let before: RelayParsed<'history'>['before'] = null, turn = 0; ; turn += 1) {
          const input = { conversationId: null, before, limit: limit(turn) };
          const page: RelayValue<'history'> = await store.inTenant(tenantId, (tx) =>
            history(tx, input),
          );
          client.apply(RELAY_SCHEMAS.history.value.parse(page).changes);
          if (page.next === null) break;
          before = page.next;
        }
      };

      let writing = true;
      const written = Promise.all(
        writers.map(async (operations) => {
          for (const [operation, seed] of operations) await write(operation, seed);
        }),
      ).finally(() => (writing = false));
      await load();
      await follow(() => !writing);
      await written;
      await follow(() => true);

      const has = client.records().map(({ id, number }) => ({ id, number }));
      expect(has.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(await whole(store, tenantId));
    }),
    { numRuns: 40, endOnFailure: true },
  );
});
