import type { CommandInput } from '../../../shared/contract/commands.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { ContactRecord } from '../../../shared/contract/records.ts';
import { editedContact } from '../../../shared/domain/contact/changes.ts';
import { normaliseIdentity, sameIdentity } from '../../../shared/domain/contact/identity.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { lockReceiving } from '../conversations/lock-receiving.ts';
import { addIdentities, homeCountry, lockContact, saveContact } from './contact-store.ts';
import { mustWorkHere } from './create-contact.ts';
import { mustFitFields } from './field-values.ts';

/**
 * Changes what is given of a contact.
 *
 * @throws {RefusedError} as `createContact`, and `contact_not_found`, `identity_not_found`;
 *   `opted_out` where a number of somebody who has opted out would be taken away
 */
export async function editContact(
  tx: TenantTransaction,
  { contactId, set, addIdentities: add, removeIdentities: remove }: CommandInput<'contact.edit'>,
  now: number,
): Promise<{ readonly before: ContactRecord; readonly after: ContactRecord }> {
  if (add.length + remove.length > 0) await lockReceiving(tx);
  const before = await lockContact(tx, contactId);
  await mustFitFields(tx, set.fields);
  await mustWorkHere(tx, set.ownerId);
  const home = await homeCountry(tx, set.country ?? before.country);
  const more = add.map((one) => normaliseIdentity(one, home));
  const less = remove.map((one) => normaliseIdentity(one, home));
  if (less.some((one) => !before.identities.some((known) => sameIdentity(known, one)))) {
    throw new RefusedError('identity_not_found');
  }
  // Given to a new contact, the number would be free of what its owner has said.
  const isOut = before.optIn.whatsapp === 'opted_out' || before.optIn.sms === 'opted_out';
  if (less.length > 0 && isOut) throw new RefusedError('opted_out');
  const after = { ...editedContact(before, set, more, less), updatedAt: now };
  for (const { channel, address } of less) {
    await tx.sql
      .deleteFrom('contact_addresses')
      .where('tenant_id', '=', tx.tenantId)
      .where('channel', '=', channel)
      .where('address', '=', address)
      .where('contact_id', '=', before.id)
      .execute();
  }
  await addIdentities(tx, before.id, more);
  await saveContact(tx, after, now);
  return { before, after };
}
