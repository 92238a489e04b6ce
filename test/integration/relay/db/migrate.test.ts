import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { migrate, type Migration } from '../../../../relay/db/migrate.ts';
import { MIGRATIONS } from '../../../../relay/db/migrations/index.ts';
import { emptyDatabase } from '../../../support/relay-database/test-database.ts';

const first: Migration = { number: 1, name: 'one', sql: 'CREATE TABLE one (a int)' };
const second: Migration = { number: 2, name: 'two', sql: 'CREATE TABLE two (a int)' };

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

test('an empty database gets everything once', async () => {
  const url = await emptyDatabase();
  expect(await migrate(url, MIGRATIONS)).toBe(MIGRATIONS.length);
  expect(await migrate(url, MIGRATIONS)).toBe(0);
});

test('relays that start together migrate once', async () => {
  const url = await emptyDatabase();
  const counts = await Promise.all([1, 2, 3].map(() => migrate(url, MIGRATIONS)));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(MIGRATIONS.length);
});

test('only what is missing is applied', async () => {
  const url = await emptyDatabase();
  await migrate(url, [first]);
  expect(await migrate(url, [first, second])).toBe(1);
});

test('a database newer than the relay is refused', async () => {
  const url = await emptyDatabase();
  await migrate(url, [first, second]);
  await expect(migrate(url, [first])).rejects.toThrow(/newer than this relay.*newer relay again/s);
});

test('a migration that was changed after it was applied is refused', async () => {
  const url = await emptyDatabase();
  await migrate(url, [first]);
  const changed = { ...first, sql: 'CREATE TABLE one (b int)' };
  await expect(migrate(url, [changed])).rejects.toThrow(/Migration 1 \(one\).*not the one/s);
});

test('a migration that fails leaves nothing behind', async () => {
  const url = await emptyDatabase();
  const broken = { ...second, sql: 'CREATE TABLE two (a int); CREATE TABLE nothing (a nonsense)' };
  await expect(migrate(url, [first, broken])).rejects.toThrow('migration 2 (two) failed');
  expect(await migrate(url, [first, second])).toBe(1);
});

test('every table with a tenant has forced row-level security, and keys that begin with the tenant', async () => {
  const url = await emptyDatabase();
  await migrate(url, MIGRATIONS);
  const client = await connect(url);
  const { rows: open } = await client.query(`
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'casement' AND c.relkind IN ('r', 'p')
      AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
    ORDER BY 1`);
  expect(open).toEqual([
    { relname: 'log_epoch' },
    { relname: 'migrations' },
    { relname: 'relay_work' },
  ]);
  const { rows: keys } = await client.query(`
    SELECT i.indexrelid::regclass::text AS key FROM pg_index i
    JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE n.nspname = 'casement' AND i.indisunique AND c.relname NOT IN ('log_epoch', 'migrations', 'relay_work', 'tenants')
      AND a.attname <> 'tenant_id'`);
  // The keys by which a webhook, an invitation's link and a program's secret find their tenant.
  expect(keys.map(({ key }) => String(key)).toSorted()).toEqual([
    'casement.api_keys_previous_hash_key',
    'casement.api_keys_secret_hash_key',
    'casement.invitations_token_hash_key',
    'casement.provider_accounts_id_key',
  ]);
});
