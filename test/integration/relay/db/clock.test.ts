import { expect, onTestFinished, test } from 'vitest';
import { databaseClock } from '../../../../relay/clock.ts';
import { openPool } from '../../../../relay/db/pools.ts';
import { testDatabase } from '../../../support/relay-database/test-database.ts';

test('the clock is right although its question had to wait for a connection', async () => {
  const pool = openPool(await testDatabase(), 'app', 1);
  onTestFinished(() => pool.end());
  const busy = pool.query('SELECT pg_sleep(3)');
  const clock = await databaseClock(pool);
  const off = Math.abs(clock.now() - Date.now());
  await busy;
  // Both are this machine's time; half of the wait would be 1,500 ms.
  expect(off).toBeLessThan(1000);
});
