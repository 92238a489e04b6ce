import { Pool } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { asRole, mustWorkAs } from '../../../../relay/db/as-role.ts';
import { openPool } from '../../../../relay/db/pools.ts';
import { testDatabase } from '../../../support/relay-database/test-database.ts';

test('options in the address are kept, and the role is not theirs to choose', async () => {
  const url = new URL(await testDatabase());
  url.searchParams.set('options', '-c statement_timeout=61000 -c role=casement_jobs');
  const pool = openPool(url.href, 'app', 1);
  onTestFinished(() => pool.end());
  const { rows } = await pool.query(
    `SELECT current_user AS name, current_schema() AS schema, current_setting('statement_timeout') AS timeout`,
  );
  expect(rows).toEqual([{ name: 'casement_app', schema: 'casement', timeout: '61s' }]);
  await expect(mustWorkAs(pool, 'app')).resolves.toBeUndefined();
});

test('a connection that works as another role is a reason not to start', async () => {
  const url = await testDatabase();
  const { connectionString } = asRole(url, 'app');
  // As a pooler gives it that leaves the options out.
  const pool = new Pool({ connectionString, max: 1 });
  onTestFinished(() => pool.end());
  await expect(mustWorkAs(pool, 'app')).rejects.toThrow(/not as casement_app.*DATABASE_URL/s);
});
