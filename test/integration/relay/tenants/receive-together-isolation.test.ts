import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import type { Store } from '../../../../relay/db/tenant-transaction.ts';
import { openLog } from '../../../../relay/log.ts';
import type { Received } from '../../../../relay/services/conversations/receive.ts';
import { receiveTogether } from '../../../../relay/services/conversations/receive-together.ts';
import type { TenantId } from '../../../../shared/contract/ids.ts';
import { newTenant, testStore } from '../../../support/relay-database/test-database.ts';
import { asAdmin } from '../../../support/relay/sql.ts';
import { rowsOf, tenantTables } from '../../../support/relay/tenant-rows.ts';
import { addSender } from '../../../support/relay/thread.ts';

/* One database function stores the messages of several tenants at once. */

const CUSTOMER = '+5215512345678';

interface Place {
  readonly tenantId: TenantId;
  readonly accountId: string;
  readonly to: string;
}

async function newPlace(store: Store): Promise<Place> {
  const tenantId = await newTenant(store);
  const sender = await store.inTenant(tenantId, async (tx) => {
    const id = await addSender(tx);
    return tx.sql
      .selectFrom('senders')
      .select(['provider_account_id', 'address'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
  });
  return { tenantId, accountId: sender.provider_account_id, to: sender.address };
}

interface Given extends Place {
  readonly sid: string;
  readonly quotes?: string;
}

/**
 * Stores these in one call. That must not fail: each would then be stored by itself, by the
 * statements for one tenant.
 */
async function receive(store: Store, group: readonly Given[]): Promise<readonly Received[]> {
  const lines: string[] = [];
  const log = openLog('warn', { write: (line) => void lines.push(line) });
  const told = group.map(() => Promise.withResolvers<Received>());
  await receiveTogether(
    { store, log },
    group.map(({ tenantId, accountId, to, sid, quotes }, index) => ({
      tenantId,
      receipt: {
        accountId,
        message: {
          kind: 'inbound',
          providerSid: sid,
          channel: 'whatsapp',
          from: { phone: CUSTOMER, whatsappUserId: null },
          to,
          profileName: 'Grace',
          body: 'Is it in stock?',
          media: [],
          location: null,
          button: null,
          referral: null,
          repliesToSid: quotes ?? null,
        },
        receivedAt: 1000,
        providerDate: null,
      },
      stored: (outcome) => told[index]?.resolve(outcome),
      failed: (error) => told[index]?.reject(error),
    })),
  );
  expect(lines).toEqual([]);
  return Promise.all(told.map(({ promise }) => promise));
}

const sid = (): string => `SM${randomUUID().replaceAll('-', '')}`;

test.for([
  ['with', 'ENABLE'],
  ['without', 'DISABLE'],
] as const)(
  '%s row-level security, a message that names another tenant’s account or sender is stored nowhere, beside others that are',
  async ([, how]) => {
    const { store, url } = await testStore();
    for (const { name } of await tenantTables(url)) {
      await asAdmin(url, `ALTER TABLE casement.${name} ${how} ROW LEVEL SECURITY`);
    }
    const [one, other, third] = [
      await newPlace(store),
      await newPlace(store),
      await newPlace(store),
    ];
    // There is something that one could be attached to.
    await receive(store, [
      { ...one, sid: sid() },
      { ...other, sid: sid() },
    ]);
    const before = [await rowsOf(url, one.tenantId), await rowsOf(url, other.tenantId)];
    const outcomes = await receive(store, [
      { ...other, tenantId: one.tenantId, sid: sid() },
      { ...one, to: other.to, sid: sid() },
      { ...third, sid: sid() },
      { ...other, accountId: one.accountId, sid: sid() },
      { ...one, tenantId: other.tenantId, sid: sid() },
    ]);
    expect(outcomes).toEqual(['no_sender', 'no_sender', 'stored', 'no_sender', 'no_sender']);
    expect([await rowsOf(url, one.tenantId), await rowsOf(url, other.tenantId)]).toEqual(before);
  },
);

test('the same customer, and the same message, are each tenant’s own', async () => {
  const { store } = await testStore();
  const [one, other] = [await newPlace(store), await newPlace(store)];
  const [same, quoted] = [sid(), sid()];
  await receive(store, [{ ...one, sid: quoted }]);
  const outcomes = await receive(store, [
    { ...one, sid: same },
    { ...other, sid: same, quotes: quoted },
    { ...other, sid: sid(), quotes: same },
  ]);
  expect(outcomes).toEqual(['stored', 'stored', 'stored']);
  const contents = (tenantId: TenantId) =>
    store.inTenant(tenantId, async ({ sql }) => ({
      contacts: await sql.selectFrom('contacts').select('phone').execute(),
      conversations: await sql
        .selectFrom('conversations')
        .innerJoin('senders', 'senders.id', 'conversations.sender_id')
        .select(['conversations.unread_count', 'senders.address'])
        .execute(),
      quoted: await sql
        .selectFrom('messages')
        .leftJoin('messages as q', 'q.id', 'messages.replies_to_id')
        .select('q.provider_sid')
        .orderBy('messages.change_no')
        .execute(),
    }));
  expect(await contents(one.tenantId)).toEqual({
    contacts: [{ phone: CUSTOMER }],
    conversations: [{ unread_count: 2, address: one.to }],
    quoted: [{ provider_sid: null }, { provider_sid: null }],
  });
  expect(await contents(other.tenantId)).toEqual({
    contacts: [{ phone: CUSTOMER }],
    conversations: [{ unread_count: 2, address: other.to }],
    quoted: [{ provider_sid: null }, { provider_sid: same }],
  });
});

test('row-level security stands behind the function: its role sees and writes the tenants of the group alone', async () => {
  const { store, url } = await testStore();
  const [one, other] = [await newPlace(store), await newPlace(store)];
  await receive(store, [
    { ...one, sid: sid() },
    { ...other, sid: sid() },
  ]);
  const client = new Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  const tables = ['contacts', 'contact_addresses', 'conversations', 'messages', 'tenant_counters'];
  /** Of each table, how many rows this role sees, and how many it changes. */
  const reach = async (role: string, tenants: readonly TenantId[]) => {
    await client.query(`BEGIN; SET LOCAL ROLE ${role}`);
    await client.query("SELECT set_config('app.tenants', $1, true)", [`{${tenants.join(',')}}`]);
    const found = new Set<string>();
    for (const table of tables) {
      const seen = await client.query(`SELECT FROM casement.${table}`);
      const changed = await client.query(`UPDATE casement.${table} SET tenant_id = tenant_id`);
      found.add(`${String(seen.rowCount)} ${String(changed.rowCount)}`);
    }
    await client.query('ROLLBACK');
    return [...found];
  };
  expect(await reach('casement_owner', [])).toEqual(['0 0']);
  expect(await reach('casement_owner', [one.tenantId])).toEqual(['1 1']);
  expect(await reach('casement_owner', [one.tenantId, other.tenantId])).toEqual(['2 2']);
  expect(await reach('casement_app', [one.tenantId, other.tenantId])).toEqual(['0 0']);

  await client.query('BEGIN; SET LOCAL ROLE casement_owner');
  await client.query("SELECT set_config('app.tenants', $1, true)", [`{${one.tenantId}}`]);
  await expect(
    client.query(
      `INSERT INTO casement.contacts (tenant_id, id, name, created_at) VALUES ($1, $2, 'Grace', 0)`,
      [other.tenantId, randomUUID()],
    ),
  ).rejects.toThrow(/row-level security/);
});
