import { randomBytes } from 'node:crypto';
import { sql as raw } from 'kysely';
import type { ContactId } from '../../../shared/contract/ids.ts';
import type { Channel, ContactRecord } from '../../../shared/contract/records.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

const BLOCK = 64;

/**
 * Keeps the contact's opt-outs as keyed hashes of channel and address, number by number: whoever
 * brings the address back brings the opt-out back with it.
 */
export async function suppress(
  { sql, tenantId }: TenantTransaction,
  { identities, optIn }: Pick<ContactRecord, 'identities' | 'optIn'>,
): Promise<void> {
  const channels = (['whatsapp', 'sms'] as const).filter((one) => optIn[one] === 'opted_out');
  if (channels.length === 0) return;
  await raw`
    INSERT INTO suppression_keys (tenant_id, inner_key, outer_key)
    VALUES (${tenantId}, ${randomBytes(BLOCK)}, ${randomBytes(BLOCK)})
    ON CONFLICT DO NOTHING`.execute(sql);
  // An opt-out holds for the channel, also under an address that was used on the other one alone.
  const addresses = [...new Set(identities.map(({ address }) => address))];
  await raw`
    INSERT INTO suppressed_addresses (tenant_id, hash)
    SELECT ${tenantId}, suppression_hash(${tenantId}, c, a)
    FROM unnest(${channels}::text[]) c CROSS JOIN unnest(${addresses}::text[]) a
    ON CONFLICT DO NOTHING`.execute(sql);
}

/** The customer has allowed it again: the opt-out of this contact's addresses is forgotten. */
export async function unsuppress(
  { sql, tenantId }: TenantTransaction,
  contacts: readonly ContactId[],
  channel: Channel,
): Promise<void> {
  await raw`
    DELETE FROM suppressed_addresses s USING contact_addresses a
    WHERE s.tenant_id = ${tenantId} AND a.tenant_id = s.tenant_id
      AND a.contact_id = ANY(${[...contacts]}::uuid[])
      AND s.hash = suppression_hash(a.tenant_id, ${channel}, a.address)`.execute(sql);
}
