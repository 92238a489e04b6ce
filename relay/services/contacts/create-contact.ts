import type { CommandInput } from '../../../shared/contract/commands.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { ContactRecord } from '../../../shared/contract/records.ts';
import { blankContact, editedContact } from '../../../shared/domain/contact/changes.ts';
import { normaliseIdentity } from '../../../shared/domain/contact/identity.ts';
import { parsePhone } from '../../../shared/domain/contact/phone.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { isActivePerson } from '../conversations/conversation-store.ts';
import { lockReceiving } from '../conversations/lock-receiving.ts';
import { addIdentities, homeCountry, insertContact, mustBeTags } from './contact-store.ts';
import { mustFitFields } from './field-values.ts';

/**
 * Makes a contact.
 *
 * @param source who makes it
 * @param now ms on the relay's clock
 * @throws {RefusedError} `phone_not_valid`, `identity_taken`, `external_id_taken`,
 *   `field_value_not_valid`, `person_not_found`, `command_id_reused`
 */
export async function createContact(
  tx: TenantTransaction,
  { contactId, identities, tagIds, name, ...details }: CommandInput<'contact.create'>,
  source: ContactRecord['source'],
  now: number,
): Promise<ContactRecord> {
  // A customer who writes at this moment must not become a second contact.
  await lockReceiving(tx);
  await mustBeTags(tx, tagIds);
  await mustFitFields(tx, details.fields);
  await mustWorkHere(tx, details.ownerId);
  const home = await homeCountry(tx, details.country ?? null);
  const reachable = identities.map((one) => normaliseIdentity(one, home));
  const blank = blankContact({ id: contactId, name, source }, now);
  const filled = editedContact({ ...blank, tagIds: [...new Set(tagIds)] }, details, reachable, []);
  const number = filled.phone === null ? null : parsePhone(filled.phone, null);
  const contact = { ...filled, country: filled.country ?? number?.country ?? null };
  await insertContact(tx, contact);
  await addIdentities(tx, contact.id, contact.identities);
  return contact;
}

/** @throws {RefusedError} `person_not_found` */
export async function mustWorkHere(
  tx: TenantTransaction,
  ownerId: ContactRecord['ownerId'] | undefined,
): Promise<void> {
  if (ownerId === null || ownerId === undefined) return;
  if (!(await isActivePerson(tx, ownerId))) throw new RefusedError('person_not_found');
}
