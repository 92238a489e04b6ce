import { sql } from 'kysely';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

/**
 * Has everything else that is received for this tenant wait until the transaction ends: two
 * messages of a new customer at once must not make two contacts. The database's own
 * `receive_messages` takes the same lock.
 */
export async function lockReceiving({ sql: db, tenantId }: TenantTransaction): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${tenantId} receiving`}, 0))`.execute(
    db,
  );
}
