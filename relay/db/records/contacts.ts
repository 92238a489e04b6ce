import type { ContactId } from '../../../shared/contract/ids.ts';
import type { ContactIdentity } from '../../../shared/contract/records.ts';
import type { TenantTransaction } from '../tenant-transaction.ts';
import type { NumberedRecords } from './numbered.ts';

/** The contacts with these ids, each with where it can be reached. */
export async function loadContacts(
  tx: TenantTransaction,
  ids: readonly ContactId[],
): Promise<NumberedRecords<'contact'>> {
  const rows = await tx.sql
    .selectFrom('contacts')
    .selectAll()
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', (eb) => eb.fn.any(eb.val([...ids])))
    .execute();
  const identities = await loadIdentities(tx, ids);
  return rows.map((row) => ({
    number: row.change_no,
    record: {
      id: row.id,
      name: row.name,
      profileName: row.profile_name,
      company: row.company,
      phone: row.phone,
      whatsappUserId: row.whatsapp_user_id,
      language: row.language,
      country: row.country,
      timeZone: row.time_zone,
      optIn: { whatsapp: row.opt_in_whatsapp, sms: row.opt_in_sms },
      identities: identities.get(row.id) ?? [],
      ownerId: row.owner_id,
      tagIds: row.tag_ids,
      fields: row.fields,
      externalId: row.external_id,
      source: row.source,
      createdAt: row.created_at,
      updatedAt: row.updated_at ?? row.created_at,
    },
  }));
}

async function loadIdentities(
  { sql, tenantId }: TenantTransaction,
  ids: readonly ContactId[],
): Promise<ReadonlyMap<ContactId, ContactIdentity[]>> {
  const rows = await sql
    .selectFrom('contact_addresses')
    .select(['contact_id', 'channel', 'address'])
    .where('tenant_id', '=', tenantId)
    .where('contact_id', '=', (eb) => eb.fn.any(eb.val([...ids])))
    // WhatsApp before SMS.
    .orderBy('channel', 'desc')
    .orderBy('address')
    .execute();
  const found = new Map<ContactId, ContactIdentity[]>();
  for (const { contact_id: id, channel, address } of rows) {
    const list = found.get(id) ?? [];
    list.push({ channel, address });
    found.set(id, list);
  }
  return found;
}
