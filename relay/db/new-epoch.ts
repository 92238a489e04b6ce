import { Client } from 'pg';
import { announce } from './notices.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';

/**
 * Gives the log of changes a new epoch, as after a restore: every desktop loads everything anew,
 * at relays that run at once.
 *
 * @param url of the database, for a role that may create roles and schemas
 * @throws {SetupError} if the database cannot be migrated
 */
export async function newEpoch(url: string): Promise<void> {
  await migrate(url, MIGRATIONS);
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('UPDATE casement.log_epoch SET epoch = gen_random_uuid()');
    await announce(client, { kind: 'epoch_changed' });
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}
