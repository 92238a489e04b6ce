import { sql } from 'kysely';
import { z } from 'zod';
import { type PersonId, personId, type TenantId, tenantId } from '../../../shared/contract/ids.ts';
import type { Store } from '../../db/tenant-transaction.ts';

/** For whom something is done: a person of a tenant. */
export interface Identity {
  readonly tenantId: TenantId;
  readonly personId: PersonId;
}

const rows = z.array(z.object({ tenant_id: tenantId, person_id: personId }));

/**
 * The active person that a user of sign-in is.
 *
 * @returns null where the user belongs to no tenant, or has been deactivated
 */
export async function findPerson(
  store: Pick<Store, 'outside'>,
  userId: string,
): Promise<Identity | null> {
  const found = await sql`SELECT * FROM casement.find_person(${userId})`.execute(store.outside);
  const [row] = rows.parse(found.rows);
  return row === undefined ? null : { tenantId: row.tenant_id, personId: row.person_id };
}
