import type { Pool } from 'pg';
import type { Auth } from '../../auth/auth.ts';
import type { Config } from '../../config.ts';
import type { Parts } from '../../parts.ts';
import { allTenants } from '../accounts/accounts.ts';
import { seedSample } from '../sample/seed-sample.ts';
import { seedFirstTenant } from './first-tenant.ts';

/** Any number that nothing else in the database uses: one relay fills it, the others wait. */
const SEED_LOCK = 4_702_117_346;

export interface Seeding {
  readonly parts: Parts;
  readonly auth: Pick<Auth, 'ensureUser'>;
  /** Of the role `app`. */
  readonly pool: Pool;
  readonly seed: Config['seed'];
}

/** Fills a database that has no tenant with what the settings name. */
export async function seedDatabase({ parts, auth, pool, seed }: Seeding): Promise<void> {
  if (seed === null) return;
  const connection = await pool.connect();
  try {
    await connection.query('SELECT pg_advisory_lock($1)', [SEED_LOCK]);
    if ((await allTenants(parts)).length > 0) return;
    if (seed.kind === 'sample') await seedSample(parts, auth, seed.providerUrl);
    else await seedFirstTenant(parts, auth, seed.tenant);
  } finally {
    // Ends the connection, and with it the lock.
    connection.release(true);
  }
}
