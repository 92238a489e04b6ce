import { randomUUID } from 'node:crypto';
import { inject, onTestFinished } from 'vitest';
import { openKysely, openPool } from '../../../relay/db/pools.ts';
import { openStore, type Store } from '../../../relay/db/tenant-transaction.ts';
import { type TenantId, tenantId } from '../../../shared/contract/ids.ts';
import { onServer } from './on-server.ts';

/** A new database on the tests' server, dropped by `cleanUp`. */
async function newDatabase(
  cleanUp: (work: () => Promise<void>) => void,
  options: string,
): Promise<string> {
  const server = inject('databaseServer');
  const name = `casement_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `CREATE DATABASE ${name} ${options}`);
  cleanUp(() => onServer(server, `DROP DATABASE ${name} WITH (FORCE)`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** A new, empty database on the tests' server; it is dropped when the test (or file) ends. */
export async function emptyDatabase(
  cleanUp: (work: () => Promise<void>) => void = onTestFinished,
): Promise<string> {
  return newDatabase(cleanUp, '');
}

/** A migrated database, with a log of its own. */
export async function testDatabase(
  cleanUp: (work: () => Promise<void>) => void = onTestFinished,
): Promise<string> {
  const url = await newDatabase(cleanUp, `TEMPLATE ${inject('databaseTemplate')}`);
  await onServer(url, 'UPDATE casement.log_epoch SET epoch = gen_random_uuid()');
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
