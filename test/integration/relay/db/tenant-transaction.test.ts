import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openKysely, openPool } from '../../../../relay/db/pools.ts';
import { openStore, type Store } from '../../../../relay/db/tenant-transaction.ts';
import { contactId, type TenantId } from '../../../../shared/contract/ids.ts';
import { newTenant, testStore } from '../../../support/relay-database/test-database.ts';

async function addContact(store: Store, tenantId: TenantId, name: string): Promise<string> {
  const id = contactId.parse(randomUUID());
  await store.inTenant(tenantId, async (tx) => {
    await tx.sql
      .insertInto('contacts')
      .values({ tenant_id: tenantId, id, name, created_at: 1 })
      .execute();
    tx.changed('contact', id);
  });
  return id;
}

function numbers(store: Store, tenantId: TenantId): Promise<number[]> {
  return store.inTenant(tenantId, async (tx) => {
    const rows = await tx.sql
      .selectFrom('contacts')
      .select('change_no')
      .orderBy('change_no')
      .execute();
    return rows.map((row) => row.change_no);
  });
}

test('changes get gapless numbers per tenant, however many transactions run at once', async () => {
  const { store, commits } = await testStore();
  const [mine, other] = [await newTenant(store), await newTenant(store, 'Other')];
  await Promise.all(
    Array.from({ length: 40 }, (_, i) => addContact(store, i % 4 === 0 ? other : mine, `c${i}`)),
  );
  expect(await numbers(store, mine)).toEqual(Array.from({ length: 30 }, (_, i) => i + 2));
  expect(await numbers(store, other)).toEqual(Array.from({ length: 10 }, (_, i) => i + 2));
  expect(commits.filter(({ tenantId }) => tenantId === mine).length).toBe(31);
});

test('a transaction that fails takes no number and tells nobody', async () => {
  const { store, commits } = await testStore();
  const tenantId = await newTenant(store);
  const failed = store.inTenant(tenantId, (tx) => {
    tx.changed('tenant', tenantId);
    return Promise.reject(new Error('after the change'));
  });
  await expect(failed).rejects.toThrow('after the change');
  await addContact(store, tenantId, 'next');
  expect(await numbers(store, tenantId)).toEqual([2]);
  expect(commits.map(({ head }) => head)).toEqual([1, 2]);
});

test('a removal is numbered like a change', async () => {
  const { store } = await testStore();
  const tenantId = await newTenant(store);
  const id = await addContact(store, tenantId, 'gone');
  const removals = await store.inTenant(tenantId, async (tx) => {
    await tx.sql.deleteFrom('contacts').where('id', '=', contactId.parse(id)).execute();
    tx.removed('contact', id);
    return undefined;
  });
  expect(removals).toBeUndefined();
  const rows = await store.inTenant(tenantId, (tx) =>
    tx.sql.selectFrom('removals').selectAll().execute(),
  );
  expect(rows).toEqual([{ tenant_id: tenantId, entity: 'contact', id, change_no: 3 }]);
});

test('a deadlock runs the whole transaction again', async () => {
  const { store } = await testStore();
  const tenantId = await newTenant(store);
  const [a, b] = [await addContact(store, tenantId, 'a'), await addContact(store, tenantId, 'b')];
  let runs = 0;
  // Both hold their first row before either asks for its second.
  const bothHold = Promise.withResolvers<void>();
  const cross = (first: string, second: string) =>
    store.inTenant(tenantId, async (tx) => {
      await sql`UPDATE contacts SET name = name || '+' WHERE id = ${first}`.execute(tx.sql);
      runs += 1;
      if (runs === 2) bothHold.resolve();
      await bothHold.promise;
      await sql`UPDATE contacts SET name = name || '+' WHERE id = ${second}`.execute(tx.sql);
    });
  await Promise.all([cross(a, b), cross(b, a)]);
  expect(runs).toBeGreaterThan(2);
  const names = await store.inTenant(tenantId, (tx) =>
    tx.sql.selectFrom('contacts').select('name').orderBy('name').execute(),
  );
  expect(names.map(({ name }) => name)).toEqual(['a++', 'b++']);
});

test('no tenant sees or writes another, even by a query that forgets the tenant', async () => {
  const { store } = await testStore();
  const [mine, other] = [await newTenant(store), await newTenant(store, 'Other')];
  const theirs = await addContact(store, other, 'theirs');
  const seen = await store.inTenant(mine, (tx) =>
    tx.sql.selectFrom('contacts').selectAll().execute(),
  );
  expect(seen).toEqual([]);
  const written = store.inTenant(mine, (tx) =>
    tx.sql
      .insertInto('contacts')
      .values({ tenant_id: other, id: contactId.parse(randomUUID()), name: 'x', created_at: 1 })
      .execute(),
  );
  await expect(written).rejects.toThrow(/row-level security/);
  const updated = await store.inTenant(mine, (tx) =>
    tx.sql
      .updateTable('contacts')
      .set({ name: 'mine' })
      .where('id', '=', contactId.parse(theirs))
      .executeTakeFirst(),
  );
  expect(updated.numUpdatedRows).toBe(0n);
});

test('the setting of the tenant does not leak to the next user of a connection', async () => {
  const { url, store } = await testStore();
  const tenantId = await newTenant(store);
  await addContact(store, tenantId, 'theirs');
  const single = openKysely(openPool(url, 'app', 1));
  await openStore(single, () => undefined).inTenant(tenantId, () => Promise.resolve());
  const leaked = await single.selectFrom('contacts').selectAll().execute();
  await single.destroy();
  expect(leaked).toEqual([]);
});

test('the relay works as a role that may not change the structure or log in', async () => {
  const { store } = await testStore();
  await expect(sql`DROP TABLE casement.messages`.execute(store.outside)).rejects.toThrow(
    /must be owner/,
  );
  const { rows } = await sql<{ super: boolean; login: boolean; bypass: boolean }>`
    SELECT rolsuper AS super, rolcanlogin AS login, rolbypassrls AS bypass FROM pg_roles WHERE rolname = current_user`.execute(
    store.outside,
  );
  expect(rows).toEqual([{ super: false, login: false, bypass: false }]);
});
