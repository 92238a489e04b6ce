import { sql } from 'kysely';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { v7 } from 'uuid';
import type { z } from 'zod';
import { RefusedError } from '../../../shared/contract/errors.ts';
import {
  type ContactId,
  type ConversationId,
  conversationId,
  type SenderId,
} from '../../../shared/contract/ids.ts';
import type { Channel } from '../../../shared/contract/records.ts';
import type { newMessage } from '../../../shared/contract/rest/messages.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { Address } from '../../providers/provider.ts';
import { parsePhone } from '../../../shared/domain/contact/phone.ts';
import { chooseSender } from '../../../shared/domain/sender/choose-sender.ts';
import { loadSenders } from '../../db/records/directory.ts';
import { currentContactId } from '../contacts/contact-store.ts';
import { findContact } from '../conversations/find-contact.ts';
import { lockReceiving } from '../conversations/lock-receiving.ts';

type Wanted = Pick<z.output<typeof newMessage>, 'to' | 'channel' | 'senderId'>;

/** Where a message goes. */
export interface Place {
  readonly conversationId: ConversationId;
  readonly contactId: ContactId;
  readonly senderId: SenderId;
}

interface Known {
  readonly contactId: ContactId;
  readonly conversation: {
    readonly id: ConversationId;
    readonly senderId: SenderId;
    readonly address: string;
  } | null;
}

/**
 * The conversation that a program's message goes into: the last one with this contact on the
 * channel, or the one with the sender that it names; made where there is none yet, and so is the
 * contact.
 *
 * @throws {RefusedError} where there is no such contact or sender, or no way to reach the contact
 */
export async function findPlace(
  tx: TenantTransaction,
  wanted: Wanted,
  now: number,
): Promise<Place> {
  const asked = askedFor(wanted);
  const known = (await look(tx, wanted, asked)) ?? (await meet(tx, wanted, asked, now));
  const { contactId, conversation } = known;
  if (conversation !== null) {
    if (asked !== null && isAnotherNumber(conversation.address, asked)) {
      throw new RefusedError(
        'identity_not_found',
        'the conversation with this contact goes to another number; name the contact by its id',
      );
    }
    return { contactId, conversationId: conversation.id, senderId: conversation.senderId };
  }
  const senderId = await senderFor(tx, wanted, contactId);
  const address = asked ?? (await addressOf(tx, contactId, wanted.channel));
  return {
    contactId,
    senderId,
    conversationId: await open(tx, wanted, known, senderId, address, now),
  };
}

/** The address that is named; null: a contact is. @throws {RefusedError} `phone_not_valid` */
function askedFor({ to }: Wanted): string | null {
  if ('contactId' in to) return null;
  if ('whatsappUserId' in to) return to.whatsappUserId;
  if (parsePhoneNumberFromString(to.phone)?.isPossible() !== true) {
    throw new RefusedError('phone_not_valid', to.phone);
  }
  return to.phone;
}

/** Somebody who wrote without a number is reached by it no worse; two numbers are two phones. */
function isAnotherNumber(address: string, asked: string): boolean {
  return address !== asked && address.startsWith('+') && asked.startsWith('+');
}

/** Contact and conversation, where the contact is known; null where nobody has this address. */
async function look(
  { sql: db, tenantId }: TenantTransaction,
  { to, channel, senderId }: Wanted,
  asked: string | null,
): Promise<Known | null> {
  const conversations = db
    .selectFrom('conversations')
    .select(['id', 'sender_id', 'address', 'contact_id', 'last_message_at'])
    .where('tenant_id', '=', tenantId)
    .where('channel', '=', channel)
    .$if(senderId !== undefined, (query) => query.where('sender_id', '=', senderId ?? null));
  const contact =
    'contactId' in to
      ? db
          .selectFrom('contacts')
          .select('id')
          .where('tenant_id', '=', tenantId)
          .where('id', '=', to.contactId)
      : db
          .selectFrom('contact_addresses')
          .select('contact_id as id')
          .where('tenant_id', '=', tenantId)
          .where('channel', '=', channel)
          .where('address', '=', asked ?? '');
  const row = await db
    .with('who', () => contact)
    .selectFrom('who')
    .leftJoinLateral(
      () =>
        conversations
          .whereRef('conversations.contact_id', '=', sql.ref('who.id'))
          .orderBy('last_message_at', 'desc')
          .limit(1)
          .as('c'),
      (join) => join.onTrue(),
    )
    .select(['who.id as contact_id', 'c.id', 'c.sender_id', 'c.address'])
    .executeTakeFirst();
  if (row === undefined) return null;
  const { contact_id: contactId, id, sender_id, address } = row;
  return {
    contactId,
    conversation:
      id === null || sender_id === null || address === null
        ? null
        : { id, senderId: sender_id, address },
  };
}

/**
 * The conversations that programs' messages go into, where each is there already. What is not, and
 * what is refused, is left to `findPlace`.
 *
 * @returns for each, in their order; null where it is to be asked for by itself
 */
export async function knownPlaces(
  { sql: db, tenantId }: TenantTransaction,
  wanted: readonly Wanted[],
): Promise<(Place | null)[]> {
  const asked = wanted.map(addressIn);
  const contacts = wanted.map(({ to }) => ('contactId' in to ? to.contactId : null));
  const { rows } = await sql<{
    readonly n: number;
    readonly contact_id: ContactId;
    readonly id: ConversationId;
    readonly sender_id: SenderId;
    readonly address: string;
  }>`
    SELECT g.n, who.id AS contact_id, c.id, c.sender_id, c.address
    FROM unnest(${asked}::text[], ${contacts}::uuid[], ${wanted.map(({ channel }) => channel)}::text[],
      ${wanted.map(({ senderId }) => senderId ?? null)}::uuid[])
      WITH ORDINALITY AS g(address, contact, channel, sender, n)
    CROSS JOIN LATERAL (
      SELECT a.contact_id AS id FROM contact_addresses a
      WHERE a.tenant_id = ${tenantId} AND a.channel = g.channel AND a.address = g.address
      UNION ALL
      SELECT p.id FROM contacts p WHERE p.tenant_id = ${tenantId} AND p.id = g.contact
      LIMIT 1) AS who
    CROSS JOIN LATERAL (
      SELECT v.id, v.sender_id, v.address FROM conversations v
      WHERE v.tenant_id = ${tenantId} AND v.contact_id = who.id AND v.channel = g.channel
        AND v.sender_id = coalesce(g.sender, v.sender_id)
      ORDER BY v.last_message_at DESC LIMIT 1) AS c`.execute(db);
  const places = new Map(rows.map((row) => [row.n, row]));
  return asked.map((address, index) => {
    const row = places.get(index + 1);
    if (row === undefined || (address !== null && isAnotherNumber(row.address, address)))
      return null;
    return { contactId: row.contact_id, conversationId: row.id, senderId: row.sender_id };
  });
}

/** The address that is named; null: a contact is, or the address is none. */
function addressIn(wanted: Wanted): string | null {
  try {
    return askedFor(wanted);
  } catch (error) {
    if (error instanceof RefusedError) return null;
    throw error;
  }
}

/** The contact of a new address: known on another channel, or made. */
async function meet(
  tx: TenantTransaction,
  wanted: Wanted,
  asked: string | null,
  now: number,
): Promise<Known> {
  if (asked === null) {
    // Named by an id that it had before it was merged.
    const { to } = wanted;
    const named = 'contactId' in to ? await currentContactId(tx, to.contactId) : null;
    const merged =
      named === null ? null : await look(tx, { ...wanted, to: { contactId: named } }, null);
    if (merged === null) throw new RefusedError('contact_not_found');
    return merged;
  }
  await lockReceiving(tx);
  const isPhone = asked.startsWith('+');
  const from: Address = { phone: isPhone ? asked : null, whatsappUserId: isPhone ? null : asked };
  const { channel } = wanted;
  const contactId = await findContact(tx, { from, channel, profileName: null }, now);
  return (await look(tx, wanted, asked)) ?? { contactId, conversation: null };
}

async function senderFor(
  tx: TenantTransaction,
  { channel, senderId }: Wanted,
  contact: ContactId,
): Promise<SenderId> {
  const senders = (await loadSenders(tx, null)).map(({ record }) => record);
  if (senderId !== undefined) {
    const named = senders.some((one) => one.id === senderId && one.channel === channel);
    if (!named) throw new RefusedError('sender_not_found');
    return senderId;
  }
  const { country } = await tx.sql
    .selectFrom('contacts')
    .select('country')
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', contact)
    .executeTakeFirstOrThrow();
  const known = senders.map(({ id, status, rules, address, ...one }) => ({
    id,
    status,
    rules,
    channel: one.channel,
    country: parsePhone(address, null)?.country ?? null,
  }));
  const program = { personId: null, teamId: null };
  const found = chooseSender(known, { channel, country, ...program, history: [] });
  if (found === null) throw new RefusedError('sender_not_found');
  return found.id;
}

/** @throws {RefusedError} `identity_not_found` where nothing is known to reach the contact by */
async function addressOf(
  { sql: db, tenantId }: TenantTransaction,
  contact: ContactId,
  channel: Channel,
): Promise<string> {
  const row = await db
    .selectFrom('contact_addresses')
    .select('address')
    .where('tenant_id', '=', tenantId)
    .where('contact_id', '=', contact)
    .where('channel', '=', channel)
    // Numbers come before user ids.
    .orderBy('address')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) throw new RefusedError('identity_not_found', channel);
  return row.address;
}

async function open(
  { sql: db, tenantId, changed }: TenantTransaction,
  { channel }: Wanted,
  { contactId }: Known,
  senderId: SenderId,
  address: string,
  now: number,
): Promise<ConversationId> {
  const { id } = await db
    .insertInto('conversations')
    .values({
      tenant_id: tenantId,
      id: conversationId.parse(v7()),
      contact_id: contactId,
      sender_id: senderId,
      channel,
      address,
      last_message_at: now,
      created_at: now,
    })
    .onConflict((conflict) =>
      // Another request has just made it: its id is what is wanted.
      conflict
        .columns(['tenant_id', 'sender_id', 'contact_id'])
        .doUpdateSet((eb) => ({ status: eb.ref('conversations.status') })),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  changed('conversation', id);
  return id;
}
