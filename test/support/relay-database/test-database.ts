import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { inject, onTestFinished } from 'vitest';
import { migrate } from '../../../relay/db/migrate.ts';
import { MIGRATIONS } from '../../../relay/db/migrations/index.ts';
import { openKysely, openPool } from '../../../relay/db/pools.ts';
import { openStore, type Store } from '../../../relay/db/tenant-transaction.ts';
import { type TenantId, tenantId } from '../../../shared/contract/ids.ts';

async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: inject('databaseServer') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A new, empty database on the tests' server; it is dropped when the test (or file) ends. */
export async function emptyDatabase(
  cleanUp: (work: () => Promise<void>) => void = onTestFinished,
): Promise<string> {
  const name = `casement_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(`CREATE DATABASE ${name}`);
  cleanUp(() => onServer(`DROP DATABASE ${name} WITH (FORCE)`));
  const url = new URL(inject('databaseServer'));
  url.pathname = `/${name}`;
  return url.href;
}

/** A migrated database. */
export async function testDatabase(
  cleanUp: (work: () => Promise<void>) => void = onTestFinished,
): Promise<string> {
  const url = await emptyDatabase(cleanUp);
  await migrate(url, MIGRATIONS);
  return url;
}

export interface TestStore {
  readonly url: string;
  readonly store: Store;
  /** Every commit that changed something, in order. */
  readonly commits: readonly { readonly tenantId: TenantId; readonly head: number }[];
}

/** A store on a migrated database of its own. */
export async function testStore(
  cleanUp: (work: () => Promise<void>) => void = onTestFinished,
): Promise<TestStore> {
  const url = await testDatabase(cleanUp);
  const kysely = openKysely(openPool(url, 'app', 10));
  cleanUp(() => kysely.destroy());
  const commits: { tenantId: TenantId; head: number }[] = [];
  const store = openStore(kysely, (id, head) => commits.push({ tenantId: id, head }));
  return { url, store, commits };
}

/** A tenant without anything. */
export async function newTenant(store: Store, name = 'Northwind Supply'): Promise<TenantId> {
  const id = tenantId.parse(randomUUID());
  await store.inTenant(id, async (tx) => {
    await tx.sql
      .insertInto('tenants')
      .values({ id, name, time_zone: 'America/Chicago', created_at: 0 })
      .execute();
    await tx.sql.insertInto('tenant_counters').values({ tenant_id: id }).execute();
    tx.changed('tenant', id);
  });
  return id;
}
