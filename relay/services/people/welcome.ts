import { RefusedError } from '../../../shared/contract/errors.ts';
import type { Welcome } from '../../../shared/contract/relay.ts';
import { loadPeople, loadTenants } from '../../db/records/directory.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { readHead } from '../sync/changed-things.ts';
import type { Identity } from './find-person.ts';

/**
 * What a person is told first: who they are, and where the tenant's log of changes ends.
 *
 * @throws {RefusedError} `not_signed_in` if the person is not active any more
 */
export async function welcomeOf(
  tx: TenantTransaction,
  { personId }: Identity,
): Promise<Pick<Welcome, 'head' | 'person' | 'tenant'>> {
  // First: what changes after this is beyond this end.
  const head = await readHead(tx);
  const [person] = await loadPeople(tx, [personId]);
  const [tenant] = await loadTenants(tx, [tx.tenantId]);
  if (person === undefined || tenant === undefined || !person.record.active) {
    throw new RefusedError('not_signed_in');
  }
  return { head, person: person.record, tenant: tenant.record };
}

/** Those of the people who are active. */
export async function activeAmong(
  { sql, tenantId }: TenantTransaction,
  ids: readonly Identity['personId'][],
): Promise<ReadonlySet<string>> {
  const rows = await sql
    .selectFrom('people')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', ids)
    .where('active', '=', true)
    .execute();
  return new Set(rows.map(({ id }) => id));
}
