import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { z } from 'zod';
import { SetupError } from '../setup-error.ts';
import { ensureRoles, ROLES } from './roles.ts';

/** One step of the database's structure, run in one transaction as the owner role. */
export interface Migration {
  /** From 1, without gaps. */
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/** Any number that nothing else in the database uses: one relay migrates, the others wait. */
const MIGRATION_LOCK = 4_702_117_345;

const applied = z.array(z.object({ number: z.number(), name: z.string(), checksum: z.string() }));

function checksum(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}

/**
 * Brings the database to the newest structure.
 *
 * @param url of the database, for a role that may create roles and schemas
 * @param migrations all of them, in order
 * @returns how many were applied now
 * @throws {SetupError} if the database is newer than this relay, if an applied migration is not
 *   the one known here, or if the role may not do what is needed
 */
export async function migrate(url: string, migrations: readonly Migration[]): Promise<number> {
  const wrong = migrations.find(({ number }, index) => number !== index + 1);
  if (wrong !== undefined) throw new Error(`migration ${wrong.number} is out of order`);
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await ensureRoles(client);
    return await applyMissing(client, migrations);
  } finally {
    await client.end();
  }
}

async function applyMissing(client: Client, migrations: readonly Migration[]): Promise<number> {
  await client.query(`
    CREATE TABLE IF NOT EXISTS casement.migrations (
      number integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now())`);
  const { rows } = await client.query(
    'SELECT number, name, checksum FROM casement.migrations ORDER BY number',
  );
  const done = applied.parse(rows);
  if (done.length > migrations.length) {
    throw new SetupError(
      `The database is newer than this relay: it has ${done.length} migrations, and this relay knows ${migrations.length}.`,
      'Start the newer relay again, or restore the backup from before its first start.',
    );
  }
  for (const [index, { number, name, checksum: known }] of done.entries()) {
    const here = migrations[index];
    if (here === undefined || here.number !== number || checksum(here) !== known) {
      throw new SetupError(
        `Migration ${number} (${name}) of the database is not the one that this relay knows.`,
        'Start the relay version that the database was made with.',
      );
    }
  }
  const missing = migrations.slice(done.length);
  for (const migration of missing) await apply(client, migration);
  return missing.length;
}

async function apply(client: Client, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(`SET LOCAL ROLE ${ROLES.owner}; SET LOCAL search_path = casement`);
    await client.query(migration.sql);
    await client.query('RESET ROLE');
    await client.query(
      'INSERT INTO casement.migrations (number, name, checksum) VALUES ($1, $2, $3)',
      [migration.number, migration.name, checksum(migration)],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(`migration ${migration.number} (${migration.name}) failed`, { cause: error });
  }
}
