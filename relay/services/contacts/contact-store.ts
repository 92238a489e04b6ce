import { DatabaseError } from 'pg';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { ContactId, TagId } from '../../../shared/contract/ids.ts';
import { contactId } from '../../../shared/contract/ids.ts';
import type { ContactIdentity, ContactRecord } from '../../../shared/contract/records.ts';
import { parsePhone } from '../../../shared/domain/contact/phone.ts';
import { loadContacts } from '../../db/records/contacts.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

/* What several parts of the work on contacts use. Lock order: the receiving of the tenant,
 * conversations by id, contacts by id. */

const UNIQUE_VIOLATION = '23505';

/** Who a contact is now: the one that it was merged into, or itself. */
export async function currentContactId(
  { sql, tenantId }: TenantTransaction,
  id: ContactId,
): Promise<ContactId> {
  const row = await sql
    .selectFrom('merged')
    .select('kept_id')
    .where('tenant_id', '=', tenantId)
    .where('entity', '=', 'contact')
    .where('old_id', '=', id)
    .executeTakeFirst();
  return row === undefined ? id : contactId.parse(row.kept_id);
}

/**
 * The contact, whatever it was called before, locked until the transaction ends.
 *
 * @throws {RefusedError} `contact_not_found`
 */
export async function lockContact(tx: TenantTransaction, named: ContactId): Promise<ContactRecord> {
  const id = await currentContactId(tx, named);
  await lockContactRows(tx, [id]);
  const [found] = await loadContacts(tx, [id]);
  if (found === undefined) throw new RefusedError('contact_not_found');
  return found.record;
}

/** Locks contacts, by id, until the transaction ends. */
export async function lockContactRows(
  { sql, tenantId }: TenantTransaction,
  ids: readonly ContactId[],
): Promise<void> {
  await sql
    .selectFrom('contacts')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', (eb) => eb.fn.any(eb.val([...ids])))
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

/**
 * Gives a contact these identities.
 *
 * @throws {RefusedError} `identity_taken` where one is another contact's; the detail names that one
 */
export async function addIdentities(
  { sql, tenantId }: TenantTransaction,
  id: ContactId,
  identities: readonly ContactIdentity[],
): Promise<void> {
  if (identities.length === 0) return;
  const taken = await sql
    .selectFrom('contact_addresses')
    .select(['channel', 'address', 'contact_id'])
    .where('tenant_id', '=', tenantId)
    // A number that somebody has on one channel is theirs on the other one too.
    .where('channel', 'in', ['whatsapp', 'sms'])
    .where(
      'address',
      'in',
      identities.map(({ address }) => address),
    )
    .execute();
  const other = taken.find(({ contact_id: owner }) => owner !== id);
  if (other !== undefined) throw new RefusedError('identity_taken', other.contact_id);
  await sql
    .insertInto('contact_addresses')
    .values(identities.map((one) => ({ tenant_id: tenantId, ...one, contact_id: id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The columns of a contact that people and programs fill in. */
export function columnsOf(contact: ContactRecord, now: number) {
  return {
    name: contact.name,
    profile_name: contact.profileName,
    company: contact.company,
    phone: contact.phone,
    whatsapp_user_id: contact.whatsappUserId,
    language: contact.language,
    country: contact.country,
    time_zone: contact.timeZone,
    opt_in_whatsapp: contact.optIn.whatsapp,
    opt_in_sms: contact.optIn.sms,
    external_id: contact.externalId,
    owner_id: contact.ownerId,
    tag_ids: [...contact.tagIds],
    fields: JSON.stringify(contact.fields),
    created_at: contact.createdAt,
    updated_at: now,
  };
}

/** @throws {RefusedError} `external_id_taken` */
export async function saveContact(
  { sql, tenantId, changed }: TenantTransaction,
  contact: ContactRecord,
  now: number,
): Promise<void> {
  await refusingTaken(
    sql
      .updateTable('contacts')
      .set(columnsOf(contact, now))
      .where('tenant_id', '=', tenantId)
      .where('id', '=', contact.id)
      .execute(),
  );
  changed('contact', contact.id);
}

/** @throws {RefusedError} `external_id_taken`, or `command_id_reused` for an id that is there */
export async function insertContact(
  { sql, tenantId, changed }: TenantTransaction,
  contact: ContactRecord,
): Promise<void> {
  const { source, createdAt } = contact;
  const { numInsertedOrUpdatedRows: inserted } = await refusingTaken(
    sql
      .insertInto('contacts')
      .values({ tenant_id: tenantId, id: contact.id, source, ...columnsOf(contact, createdAt) })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
      .executeTakeFirst(),
  );
  if (inserted !== 1n) throw new RefusedError('command_id_reused');
  changed('contact', contact.id);
}

async function refusingTaken<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const isTaken = error instanceof DatabaseError && error.code === UNIQUE_VIOLATION;
    throw isTaken ? new RefusedError('external_id_taken') : error;
  }
}

/** @throws {RefusedError} `invalid_input` for a tag that is not the tenant's */
export async function mustBeTags(
  { sql, tenantId }: TenantTransaction,
  ids: readonly TagId[],
): Promise<void> {
  if (ids.length === 0) return;
  const known = await sql
    .selectFrom('tags')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', ids)
    .execute();
  if (known.length < new Set(ids).size) throw new RefusedError('invalid_input', 'a tag');
}

/** In which country a number without a country code is: the contact's, or that of the first sender. */
export async function homeCountry(
  { sql, tenantId }: TenantTransaction,
  contactCountry: string | null,
): Promise<string | null> {
  if (contactCountry !== null) return contactCountry;
  const sender = await sql
    .selectFrom('senders')
    .select('address')
    .where('tenant_id', '=', tenantId)
    .orderBy('id')
    .executeTakeFirst();
  return sender === undefined ? null : (parsePhone(sender.address, null)?.country ?? null);
}
