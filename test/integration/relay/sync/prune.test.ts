import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import type { Store } from '../../../../relay/db/tenant-transaction.ts';
import { applyStatus } from '../../../../relay/services/sending/apply-status.ts';
import { EARLY_STATUS_KEPT_MS } from '../../../../relay/services/sending/timing.ts';
import { readHead } from '../../../../relay/services/sync/changed-things.ts';
import {
  COMMANDS_KEPT_MS,
  prune,
  REMOVALS_KEPT_MS,
} from '../../../../relay/services/sync/prune.ts';
import { pull } from '../../../../relay/services/sync/pull.ts';
import { contactId, type TenantId } from '../../../../shared/contract/ids.ts';
import { newTenant, testStore } from '../../../support/relay-database/test-database.ts';
import { addColleague } from '../../../support/relay/thread.ts';

const DAY = 24 * 60 * 60_000;

/** Removes a contact that was there before. @returns the number of the removal */
async function removal(store: Store, tenantId: TenantId): Promise<number> {
  const id = contactId.parse(v7());
  const contact = { tenant_id: tenantId, id, name: 'Mara', created_at: 1 };
  await store.inTenant(tenantId, async ({ sql, changed }) => {
    await sql.insertInto('contacts').values(contact).execute();
    changed('contact', id);
  });
  await store.inTenant(tenantId, async ({ sql, removed }) => {
    await sql.deleteFrom('contacts').where('id', '=', id).execute();
    removed('contact', id);
  });
  return (await store.inTenant(tenantId, readHead)).number;
}

async function prunable() {
  const { store } = await testStore();
  const tenantId = await newTenant(store);
  let now = Date.UTC(2026, 0, 1);
  const parts = { store, clock: { now: () => now } };
  return {
    store,
    tenantId,
    pass: (ms: number) => void (now += ms),
    prune: () => prune(parts),
    now: () => now,
    pullFrom: async (number: number) => {
      const { epoch } = await store.inTenant(tenantId, readHead);
      const input = { cursor: { epoch, number }, limit: 100 };
      return store.inTenant(tenantId, (tx) => pull(tx, input));
    },
    removals: () =>
      store.inTenant(tenantId, async ({ sql }) => {
        const rows = await sql.selectFrom('removals').select('change_no').execute();
        return rows.map(({ change_no: number }) => number);
      }),
  };
}

test('a removal is told for ninety days; then who has not heard of it loads everything anew', async () => {
  const { store, tenantId, pass, prune: pruned, pullFrom, removals } = await prunable();
  const old = await removal(store, tenantId);
  await pruned();
  pass(REMOVALS_KEPT_MS - DAY);
  const newer = await removal(store, tenantId);
  await pruned();
  expect(await removals()).toEqual([old, newer]);
  expect((await pullFrom(old - 1)).changes.filter(({ record }) => record === null)).toHaveLength(2);

  pass(2 * DAY);
  expect(await pruned()).toBe(true);
  expect(await removals()).toEqual([newer]);
  await expect(pullFrom(old - 1)).rejects.toMatchObject({ refusal: { code: 'resync_needed' } });
  await expect(pullFrom(0)).rejects.toMatchObject({ refusal: { code: 'resync_needed' } });
  // Who has heard of it misses nothing.
  const { changes } = await pullFrom(old);
  expect(changes).toEqual([expect.objectContaining({ number: newer, record: null })]);
});

test('nobody loads anew where nothing that was removed is missing', async () => {
  const { store, tenantId, pass, prune: pruned, pullFrom } = await prunable();
  await store.inTenant(tenantId, (tx) => addColleague(tx));
  for (let month = 0; month < 12; month += 1) {
    await pruned();
    pass(30 * DAY);
  }
  expect((await pullFrom(0)).changes.length).toBeGreaterThan(0);
});

test('a command may be repeated for a hundred and eighty days', async () => {
  const { store, tenantId, pass, prune: pruned, now } = await prunable();
  const person = await store.inTenant(tenantId, (tx) => addColleague(tx));
  const command = () => ({
    tenant_id: tenantId,
    id: randomUUID(),
    name: 'conversation.resolve',
    person_id: person,
    input_hash: Buffer.from('x'),
    answer: '{}',
    at: now(),
  });
  const [old, newer] = [command(), { ...command(), at: now() + 2 * DAY }];
  await store.inTenant(tenantId, ({ sql }) =>
    sql.insertInto('commands').values([old, newer]).execute(),
  );
  pass(COMMANDS_KEPT_MS);
  await pruned();
  const kept = () =>
    store.inTenant(tenantId, ({ sql }) => sql.selectFrom('commands').select('id').execute());
  expect(await kept()).toHaveLength(2);
  pass(DAY + 1);
  await pruned();
  expect(await kept()).toEqual([{ id: newer.id }]);
});

test('a status of a message that never appears is forgotten after a week, and not by the next one', async () => {
  const { store, tenantId, pass, prune: pruned, now } = await prunable();
  const accountId = randomUUID();
  const tell = (providerSid: string) =>
    store.inTenant(tenantId, (tx) =>
      applyStatus(tx, {
        account: { id: accountId },
        providerSid,
        token: null,
        status: 'sent',
        errorCode: null,
        now: now(),
      }),
    );
  const kept = () =>
    store.inTenant(tenantId, async ({ sql }) => {
      const rows = await sql.selectFrom('early_statuses').select('provider_sid').execute();
      return rows.map(({ provider_sid: sid }) => sid).toSorted();
    });
  expect(await tell('SM1')).toBe('early');
  await pruned();
  pass(EARLY_STATUS_KEPT_MS + 1);
  // Looking for old ones with each would read all of them each time.
  expect(await tell('SM2')).toBe('early');
  expect(await kept()).toEqual(['SM1', 'SM2']);
  await pruned();
  expect(await kept()).toEqual(['SM2']);
});

test('of several relays one does it, once a day', async () => {
  const { prune: pruned, pass } = await prunable();
  const turns = await Promise.all(Array.from({ length: 8 }, pruned));
  expect(turns.filter(Boolean)).toHaveLength(1);
  pass(DAY - 1);
  expect(await pruned()).toBe(false);
  pass(1);
  expect(await pruned()).toBe(true);
});
