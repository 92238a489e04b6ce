import type { CommandInput, CommandResult } from '../../../shared/contract/commands.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import { type ContactId, type ConversationId } from '../../../shared/contract/ids.ts';
import type { ContactRecord } from '../../../shared/contract/records.ts';
import { isUserId } from '../../../shared/domain/contact/identity.ts';
import { formatPhone, parsePhone } from '../../../shared/domain/contact/phone.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { CommandContext } from '../commands/handler.ts';
import { lockReceiving } from '../conversations/lock-receiving.ts';
import { addIdentities, homeCountry, lockContact } from './contact-store.ts';
import { createContact } from './create-contact.ts';
import { forward } from './merge-conversations.ts';

type Start = CommandInput<'conversation.start'>;

/**
 * The conversation of a contact with a sender, made where there is none. Its window is closed
 * until the customer writes: it begins with a template.
 *
 * @throws {RefusedError} `sender_not_found`, `contact_not_found`, `phone_not_valid`,
 *   `identity_not_found` for a contact who cannot be reached on the sender's channel
 */
export async function startConversation(
  { tx, person, now }: Pick<CommandContext, 'tx' | 'person' | 'now'>,
  input: Start,
): Promise<CommandResult<'conversation.start'>> {
  const { sql, tenantId, changed } = tx;
  await lockReceiving(tx);
  const sender = await sql
    .selectFrom('senders')
    .select(['id', 'channel'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', input.senderId)
    .executeTakeFirst();
  if (sender === undefined) throw new RefusedError('sender_not_found');
  const contact = await whoIsMeant(tx, input, sender.channel, now);
  const there = await conversationWith(tx, sender.id, contact.id);
  if (there !== null) {
    if (there !== input.conversationId) {
      await forward(tx, 'conversation', input.conversationId, there);
    }
    return { conversationId: there, contactId: contact.id };
  }
  const address = await addressOn(tx, contact, sender.channel);
  const { numInsertedOrUpdatedRows: inserted } = await sql
    .insertInto('conversations')
    .values({
      tenant_id: tenantId,
      id: input.conversationId,
      contact_id: contact.id,
      sender_id: sender.id,
      channel: sender.channel,
      address,
      assignee_id: person.id,
      owner: 'person',
      owner_epoch: 1,
      last_message_at: now,
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .executeTakeFirst();
  if (inserted !== 1n) throw new RefusedError('command_id_reused');
  changed('conversation', input.conversationId);
  return { conversationId: input.conversationId, contactId: contact.id };
}

async function whoIsMeant(
  tx: TenantTransaction,
  { contactId, newContact }: Start,
  channel: 'whatsapp' | 'sms',
  now: number,
): Promise<ContactRecord> {
  if (newContact === null) return lockContact(tx, contactId);
  const phone = parsePhone(newContact.phone, await homeCountry(tx, null));
  if (phone === null) throw new RefusedError('phone_not_valid', newContact.phone);
  const known = await tx.sql
    .selectFrom('contact_addresses')
    .select('contact_id')
    .where('tenant_id', '=', tx.tenantId)
    .where('channel', 'in', ['whatsapp', 'sms'])
    .where('address', '=', phone.number)
    .executeTakeFirst();
  if (known !== undefined) return lockContact(tx, known.contact_id);
  return createContact(
    tx,
    {
      contactId,
      name:
        newContact.name === null || newContact.name === ''
          ? formatPhone(phone.number)
          : newContact.name,
      identities: [{ channel, address: phone.number }],
      tagIds: [],
    },
    'person',
    now,
  );
}

async function conversationWith(
  { sql, tenantId }: TenantTransaction,
  sender: Start['senderId'],
  contact: ContactId,
): Promise<ConversationId | null> {
  const row = await sql
    .selectFrom('conversations')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('sender_id', '=', sender)
    .where('contact_id', '=', contact)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Where the contact is reached on a channel; a number of the other channel is tried there too. */
async function addressOn(
  tx: TenantTransaction,
  { id, identities }: ContactRecord,
  channel: 'whatsapp' | 'sms',
): Promise<string> {
  const own = identities.filter((one) => one.channel === channel);
  const known = own.find((one) => !isUserId(one)) ?? own[0];
  if (known !== undefined) return known.address;
  const number = identities.find((one) => !isUserId(one));
  if (number === undefined) throw new RefusedError('identity_not_found', channel);
  await addIdentities(tx, id, [{ channel, address: number.address }]);
  tx.changed('contact', id);
  return number.address;
}
