import { sql } from 'kysely';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { v7 } from 'uuid';
import { type ContactId, contactId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { Address, InboundMessage } from '../../providers/provider.ts';
import { addressesOf } from './addresses.ts';
import { joinByMessage } from '../contacts/merge-contacts.ts';

/**
 * The contact who wrote or is to be written to, made where it is not known yet. A contact is known by the number on
 * any channel, or by WhatsApp's user id; what the message newly tells is added. A number and a
 * user id that were two contacts' make one of the two: the number's contact is kept.
 *
 * To be called with the tenant's receiving locked.
 *
 * @param now ms on the relay's clock
 */
export async function findContact(
  tx: TenantTransaction,
  { from, channel, profileName }: Pick<InboundMessage, 'from' | 'channel' | 'profileName'>,
  now: number,
): Promise<ContactId> {
  const addresses = addressesOf(from);
  const known = await tx.sql
    .selectFrom('contact_addresses')
    .select(['contact_id', 'address'])
    .where('tenant_id', '=', tx.tenantId)
    // All of them, so that the key's index is of use.
    .where('channel', 'in', ['whatsapp', 'sms'])
    .where('address', 'in', addresses)
    .execute();
  // The number comes first: a user id can be new while the number is an old friend's.
  const match = known.find(({ address }) => address === from.phone) ?? known[0];
  const id = match?.contact_id ?? (await addContact(tx, from, profileName, now));
  for (const other of new Set(known.map((one) => one.contact_id))) {
    if (other !== id) await joinByMessage(tx, id, other, now);
  }
  await tx.sql
    .insertInto('contact_addresses')
    .values(
      addresses.map((address) => ({ tenant_id: tx.tenantId, channel, address, contact_id: id })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  if (match !== undefined) await addWhatIsNew(tx, id, from, profileName);
  return id;
}

/** What a contact is called, and where they are, by what their first message tells. */
export function introduction(
  { phone, whatsappUserId }: Address,
  profileName: string | null,
): { readonly name: string; readonly country: string | null } {
  const number = phone === null ? undefined : parsePhoneNumberFromString(phone);
  return {
    name: profileName ?? number?.formatInternational() ?? phone ?? whatsappUserId ?? '',
    country: number?.country ?? whatsappUserId?.slice(0, 2) ?? null,
  };
}

async function addContact(
  { sql: db, tenantId, changed }: TenantTransaction,
  from: Address,
  profileName: string | null,
  now: number,
): Promise<ContactId> {
  const id = contactId.parse(v7());
  await db
    .insertInto('contacts')
    .values({
      tenant_id: tenantId,
      id,
      ...introduction(from, profileName),
      profile_name: profileName,
      phone: from.phone,
      whatsapp_user_id: from.whatsappUserId,
      created_at: now,
    })
    .execute();
  changed('contact', id);
  return id;
}

async function addWhatIsNew(
  { sql: db, tenantId, changed }: TenantTransaction,
  id: ContactId,
  { phone, whatsappUserId }: InboundMessage['from'],
  profileName: string | null,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('contacts')
    .set((eb) => ({
      profile_name: eb.fn.coalesce(eb.val(profileName), 'profile_name'),
      phone: eb.fn.coalesce('phone', eb.val(phone)),
      whatsapp_user_id: eb.fn.coalesce('whatsapp_user_id', eb.val(whatsappUserId)),
    }))
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where(
      sql<boolean>`(profile_name, phone, whatsapp_user_id) IS DISTINCT FROM
        (coalesce(${profileName}, profile_name), coalesce(phone, ${phone}), coalesce(whatsapp_user_id, ${whatsappUserId}))`,
    )
    .executeTakeFirst();
  if (numUpdatedRows > 0n) changed('contact', id);
}
