import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { TenantTransaction } from '../../../../relay/db/tenant-transaction.ts';
import { newTenant, testStore } from '../../../support/relay-database/test-database.ts';

const plan = z.array(z.object({ 'QUERY PLAN': z.string() }));

/** How the database would run a statement, whatever its values. */
async function planned(tx: TenantTransaction, statement: string): Promise<string> {
  const { rows } = await sql.raw(`EXPLAIN (GENERIC_PLAN) ${statement}`).execute(tx.sql);
  return plan
    .parse(rows)
    .map((row) => row['QUERY PLAN'])
    .join('\n');
}

// The tables are empty, and the planner has no statistics: as on the first day of a relay.
test.each([
  ['numbered', 'UPDATE contacts SET change_no = $1 WHERE tenant_id = $2 AND id = $3'],
  ['referred to', 'SELECT FROM contacts WHERE tenant_id = $1 AND id = $2 FOR KEY SHARE'],
  ['locked', 'SELECT id FROM contacts WHERE tenant_id = $1 AND id = $2 FOR NO KEY UPDATE'],
])('a contact that is %s is found by its whole key before there are statistics', async (...how) => {
  const [, statement] = how;
  const { store } = await testStore();
  const tenantId = await newTenant(store);
  const found = await store.inTenant(tenantId, (tx) => planned(tx, statement));
  expect(found).toMatch(
    /using contacts_pkey on contacts .*\n\s+Index Cond: \(\(tenant_id = \$\d\) AND \(id = \$\d\)\)/,
  );
});

test('what has changed is read in the order of its numbers', async () => {
  const { store } = await testStore();
  const tenantId = await newTenant(store);
  const found = await store.inTenant(tenantId, (tx) =>
    planned(
      tx,
      `SELECT id FROM contacts WHERE tenant_id = $1 AND change_no > $2 AND change_no > 0
       ORDER BY change_no LIMIT $3`,
    ),
  );
  expect(found).toContain('using contacts_changed on contacts');
  expect(found).not.toContain('Sort');
});
