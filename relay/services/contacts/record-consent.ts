import { v7 } from 'uuid';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { ContactId, PersonId } from '../../../shared/contract/ids.ts';
import type { Channel } from '../../../shared/contract/records.ts';
import type { ReadHandler } from '../reads/handler.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { AuditNote } from '../audit/write-audit.ts';
import { contactsOfPerson } from '../conversations/note-consent.ts';
import { currentContactId, lockContact, lockContactRows } from './contact-store.ts';

/** What somebody recorded of a contact's permission. */
export interface RecordedConsent {
  readonly contactId: ContactId;
  readonly channel: Channel;
  readonly state: 'opted_in' | 'opted_out';
  readonly source: string;
  readonly evidence: string;
}

/**
 * Records somebody's permission. An opt-out holds for every contact with the same number or user
 * id, and only the customer takes it back.
 *
 * @param by null: no person, as with a file that a program brought
 * @param now ms on the relay's clock
 * @throws {RefusedError} `contact_not_found`, `opted_out`
 */
export async function recordConsent(
  tx: TenantTransaction,
  { contactId, channel, state, source, evidence }: RecordedConsent,
  by: PersonId | null,
  now: number,
): Promise<AuditNote> {
  const { sql, tenantId, changed } = tx;
  const person = await contactsOfPerson(tx, await currentContactId(tx, contactId));
  await lockContactRows(tx, person);
  const contact = await lockContact(tx, contactId);
  const column = channel === 'whatsapp' ? 'opt_in_whatsapp' : 'opt_in_sms';
  const theirs = sql
    .selectFrom('contacts')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', person);
  const stopped = await theirs.where(column, '=', 'opted_out').executeTakeFirst();
  if (state === 'opted_in' && stopped !== undefined) throw new RefusedError('opted_out');
  const changing = state === 'opted_out' ? person : [contact.id];
  await sql
    .updateTable('contacts')
    .set({ [column]: state })
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', changing)
    .execute();
  for (const id of changing) changed('contact', id);
  await sql
    .insertInto('consent_entries')
    .values({
      tenant_id: tenantId,
      id: v7(),
      contact_id: contact.id,
      channel,
      state,
      source,
      evidence,
      person_id: by,
      at: now,
    })
    .execute();
  return {
    subject: { kind: 'contact', id: contact.id, label: contact.name },
    before: { [channel]: contact.optIn[channel] },
    after: { [channel]: state, source, evidence },
  };
}

/** What was recorded of a contact's permission, the newest first. */
export const contactConsents: ReadHandler<'contact.consents'> = async ({ tx }, { contactId }) => {
  const rows = await tx.sql
    .selectFrom('consent_entries')
    .select(['at', 'channel', 'state', 'source', 'evidence', 'person_id as personId'])
    .where('tenant_id', '=', tx.tenantId)
    .where('contact_id', '=', await currentContactId(tx, contactId))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return { entries: rows };
};
