import { randomBytes } from 'node:crypto';
import { sql as raw } from 'kysely';
import { v7 } from 'uuid';
import type { TenantTransaction } from '../../../relay/db/tenant-transaction.ts';
import { contactId, type PersonId } from '../../../shared/contract/ids.ts';

/** An erasure that is done, and what is kept of it. */
export async function fillErasure(
  { sql, tenantId }: TenantTransaction,
  person: PersonId,
  text: string,
): Promise<void> {
  const contact = contactId.parse(v7());
  await sql
    .insertInto('erasures')
    .values({
      tenant_id: tenantId,
      id: v7(),
      contact_id: contact,
      contact_ids: [contact],
      conversation_ids: [],
      person_id: person,
      person_role: 'admin',
      reference: text,
      asked_at: 1,
      needles: null,
      done_at: 2,
      certificate: JSON.stringify({ reference: text }),
      signature: text,
    })
    .execute();
  await raw`
    INSERT INTO suppression_keys (tenant_id, inner_key, outer_key)
    VALUES (${tenantId}, ${randomBytes(64)}, ${randomBytes(64)})`.execute(sql);
  await raw`
    INSERT INTO suppressed_addresses (tenant_id, hash, opted_out, erased_at)
    VALUES (${tenantId}, ${randomBytes(32)}, true, 1)`.execute(sql);
}
