import type { TenantTransaction } from '../../../db/tenant-transaction.ts';
import { homeCountry } from '../contact-store.ts';
import type { Known } from './read-row.ts';

/** What the cells of a file may name in this tenant. */
export async function loadKnown(tx: TenantTransaction): Promise<Known> {
  const { sql, tenantId } = tx;
  const fields = await sql
    .selectFrom('contact_fields')
    .select(['id', 'name', 'kind', 'options'])
    .where('tenant_id', '=', tenantId)
    .execute();
  const tags = await sql
    .selectFrom('tags')
    .select(['id', 'name'])
    .where('tenant_id', '=', tenantId)
    .where('archived', '=', false)
    .execute();
  const people = await sql
    .selectFrom('people')
    .select(['id', 'email'])
    .where('tenant_id', '=', tenantId)
    .where('active', '=', true)
    .execute();
  return {
    fields,
    tags: new Map(tags.map(({ id, name }) => [name.toLowerCase(), id])),
    people: new Map(people.map(({ id, email }) => [email.toLowerCase(), id])),
    home: await homeCountry(tx, null),
  };
}
