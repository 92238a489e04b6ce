import { randomBytes } from 'node:crypto';
import { sql as raw } from 'kysely';
import { z } from 'zod';
import type { ContactId } from '../../../shared/contract/ids.ts';
import type { Channel, ContactRecord } from '../../../shared/contract/records.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { ListedMessage } from '../../providers/provider.ts';
import { addressesOf } from '../conversations/addresses.ts';

const BLOCK = 64;
const places = z.array(z.object({ place: z.number() }));

type Listed = Pick<ListedMessage, 'inbound' | 'createdAt'>;

/**
 * Keeps keyed hashes of the contact's addresses on each channel. Where the contact had opted out,
 * whoever brings the address back brings the opt-out back with it; and what the provider still has
 * of them from before is not read in again.
 *
 * @param now ms on the relay's clock
 */
export async function suppress(
  { sql, tenantId }: TenantTransaction,
  { identities, optIn }: Pick<ContactRecord, 'identities' | 'optIn'>,
  now: number,
): Promise<void> {
  await raw`
    INSERT INTO suppression_keys (tenant_id, inner_key, outer_key)
    VALUES (${tenantId}, ${randomBytes(BLOCK)}, ${randomBytes(BLOCK)})
    ON CONFLICT DO NOTHING`.execute(sql);
  // An opt-out holds for its channel, also under an address that was used on the other one alone.
  const addresses = [...new Set(identities.map(({ address }) => address))];
  for (const channel of ['whatsapp', 'sms'] as const) {
    await raw`
      INSERT INTO suppressed_addresses AS s (tenant_id, hash, opted_out, erased_at)
      SELECT ${tenantId}, suppression_hash(${tenantId}, ${channel}, a), ${optIn[channel] === 'opted_out'}, ${now}
      FROM unnest(${addresses}::text[]) a
      ON CONFLICT (tenant_id, hash) DO UPDATE SET
        opted_out = s.opted_out OR excluded.opted_out, erased_at = excluded.erased_at`.execute(sql);
  }
}

/** The customer has allowed it again: the opt-out of this contact's addresses is forgotten. */
export async function unsuppress(
  { sql, tenantId }: TenantTransaction,
  contacts: readonly ContactId[],
  channel: Channel,
): Promise<void> {
  await raw`
    UPDATE suppressed_addresses s SET opted_out = false FROM contact_addresses a
    WHERE s.tenant_id = ${tenantId} AND a.tenant_id = s.tenant_id
      AND a.contact_id = ANY(${[...contacts]}::uuid[])
      AND s.hash = suppression_hash(a.tenant_id, ${channel}, a.address)`.execute(sql);
}

/**
 * Those of a provider's messages that are not an erased person's from before the erasure.
 */
export async function withoutErased<M extends Listed>(
  { sql, tenantId }: TenantTransaction,
  messages: readonly M[],
): Promise<readonly M[]> {
  const asked = messages.flatMap(({ inbound, createdAt }, place) =>
    inbound === null
      ? []
      : addressesOf(inbound.from).map((address) => ({
          place,
          address,
          channel: inbound.channel,
          at: createdAt,
        })),
  );
  if (asked.length === 0) return messages;
  const { rows } = await raw`
    SELECT m.place FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
      AS m(place integer, address text, channel text, at bigint)
    JOIN suppressed_addresses s ON s.tenant_id = ${tenantId} AND s.erased_at >= m.at
      AND s.hash = suppression_hash(${tenantId}, m.channel, m.address)`.execute(sql);
  const erased = new Set(places.parse(rows).map(({ place }) => place));
  return messages.filter((_, place) => !erased.has(place));
}
