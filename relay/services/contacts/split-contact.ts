import { sql as raw } from 'kysely';
import type { CommandInput } from '../../../shared/contract/commands.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import { splitContact as split } from '../../../shared/domain/contact/changes.ts';
import { sameIdentity } from '../../../shared/domain/contact/identity.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { AuditNote } from '../audit/write-audit.ts';
import { lockReceiving } from '../conversations/lock-receiving.ts';
import { currentContactId, insertContact, lockContact, saveContact } from './contact-store.ts';
import { lockConversationsOf, moveConversation } from './merge-conversations.ts';

/**
 * Two contacts out of one: a number or user id leaves, on every channel, with the conversations in
 * which it was used last. Both permit what the one did.
 *
 * @param now ms on the relay's clock
 * @throws {RefusedError} `contact_not_found`, `identity_not_found`; `invalid_input` where nothing
 *   would be left
 */
export async function splitContact(
  tx: TenantTransaction,
  { contactId, identity, newContactId, name }: CommandInput<'contact.split'>,
  now: number,
): Promise<AuditNote> {
  const { sql, tenantId } = tx;
  await lockReceiving(tx);
  const conversations = await lockConversationsOf(tx, [await currentContactId(tx, contactId)]);
  const before = await lockContact(tx, contactId);
  if (!before.identities.some((one) => sameIdentity(one, identity))) {
    throw new RefusedError('identity_not_found');
  }
  if (before.identities.every(({ address }) => address === identity.address)) {
    throw new RefusedError('invalid_input', 'the contact has no other number or user id');
  }
  const { left, apart } = split(before, identity, { id: newContactId, name, now });
  await insertContact(tx, apart);
  await sql
    .updateTable('contact_addresses')
    .set({ contact_id: apart.id })
    .where('tenant_id', '=', tenantId)
    .where('contact_id', '=', before.id)
    .where('address', '=', identity.address)
    .execute();
  const leaving = conversations.filter(({ address }) => address === identity.address);
  for (const { id } of leaving) await moveConversation(tx, id, apart.id);
  await raw`
    INSERT INTO consent_entries (tenant_id, id, contact_id, channel, state, source, evidence, person_id, at)
    SELECT tenant_id, gen_random_uuid(), ${apart.id}, channel, state, source, evidence, person_id, at
    FROM consent_entries WHERE tenant_id = ${tenantId} AND contact_id = ${before.id}`.execute(sql);
  await saveContact(tx, left, now);
  return {
    subject: { kind: 'contact', id: before.id, label: before.name },
    before: { contact: before },
    after: { left, apart, conversationsMoved: leaving.map(({ id }) => id) },
  };
}
