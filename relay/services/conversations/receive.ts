import { sql } from 'kysely';
import { v7 } from 'uuid';
import {
  type ContactId,
  type ConversationId,
  conversationId,
  type MessageId,
  messageId,
  mediaId,
  type SenderId,
} from '../../../shared/contract/ids.ts';
import { windowStart } from '../../../shared/domain/window/service-window.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { InboundMessage } from '../../providers/provider.ts';
import { findContact } from './find-contact.ts';
import { lockReceiving } from './lock-receiving.ts';
import { noteConsent } from './note-consent.ts';
import { hasProviderSid } from './provider-sid.ts';
import { updateSummary } from './summary.ts';

export interface Receipt {
  readonly accountId: string;
  readonly message: InboundMessage;
  /** ms on the relay's clock, when the webhook came. */
  readonly receivedAt: number;
  /** ms, the provider's own date of the message; null where it is not known. */
  readonly providerDate: number | null;
}

/** What became of an inbound message: `seen` before, or to a number that is no sender of ours. */
export type Received = 'stored' | 'seen' | 'no_sender';

/**
 * Stores a customer's message: the contact, the conversation and the window with it. The same
 * message again changes nothing.
 */
export async function receiveInbound(tx: TenantTransaction, receipt: Receipt): Promise<Received> {
  const { message, receivedAt, providerDate } = receipt;
  const senderId = await findSender(tx, receipt);
  if (senderId === null) return 'no_sender';
  // What two deliveries of one message wait for; the later one then changes nothing at all.
  await lockReceiving(tx);
  if (await hasProviderSid(tx, message.providerSid)) return 'seen';
  const contact = await findContact(tx, message, receivedAt);
  const at = windowStart(receivedAt, providerDate);
  const conversation = await openConversation(tx, senderId, contact, message, at);
  const id = await addMessage(tx, conversation, message, at, receivedAt);
  await addMedia(tx, id, message);
  await noteConsent(tx, contact, message, at);
  await updateSummary(tx, conversation);
  return 'stored';
}

async function findSender(
  { sql: db, tenantId }: TenantTransaction,
  { accountId, message }: Receipt,
): Promise<SenderId | null> {
  const row = await db
    .selectFrom('senders')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('provider_account_id', '=', accountId)
    .where('channel', '=', message.channel)
    .where('address', '=', message.to)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The customer's conversation with this sender, made or reopened, its window moved on. */
async function openConversation(
  { sql: db, tenantId }: TenantTransaction,
  sender: SenderId,
  contact: ContactId,
  { channel, from, referral }: InboundMessage,
  at: number,
): Promise<ConversationId> {
  const clickedAt = referral === null ? null : at;
  const { id } = await db
    .insertInto('conversations')
    .values({
      tenant_id: tenantId,
      id: conversationId.parse(v7()),
      contact_id: contact,
      sender_id: sender,
      channel,
      address: from.phone ?? from.whatsappUserId ?? '',
      last_inbound_at: at,
      entry_point_clicked_at: clickedAt,
      unread_count: 1,
      last_message_at: at,
      created_at: at,
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'sender_id', 'contact_id']).doUpdateSet((eb) => ({
        status: 'open',
        address: eb.ref('excluded.address'),
        // The latest counts, in whatever order the messages came.
        last_inbound_at: sql<number>`greatest(conversations.last_inbound_at, ${at})`,
        unread_count: eb('conversations.unread_count', '+', 1),
        // One that is open goes on to its end, whatever is clicked meanwhile.
        entry_point_clicked_at: sql<number>`greatest(conversations.entry_point_clicked_at, ${clickedAt})`,
      })),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

function json(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

async function addMessage(
  { sql: db, tenantId, changed }: TenantTransaction,
  conversation: ConversationId,
  message: InboundMessage,
  at: number,
  receivedAt: number,
): Promise<MessageId> {
  const id = messageId.parse(v7());
  const quoted =
    message.repliesToSid === null
      ? undefined
      : await db
          .selectFrom('messages')
          .select('id')
          .where('tenant_id', '=', tenantId)
          .where('conversation_id', '=', conversation)
          .where('provider_sid', '=', message.repliesToSid)
          .executeTakeFirst();
  await db
    .insertInto('messages')
    .values({
      tenant_id: tenantId,
      id,
      conversation_id: conversation,
      direction: 'inbound',
      kind: kindOf(message),
      body: message.body,
      location: json(message.location),
      button: json(message.button),
      referral: json(message.referral),
      replies_to_id: quoted?.id ?? null,
      author_kind: 'contact',
      at,
      received_at: receivedAt,
      status: 'received',
      provider_sid: message.providerSid,
    })
    .execute();
  changed('message', id);
  return id;
}

/** What the message is shown as. */
export function kindOf({ media, location, button }: InboundMessage) {
  if (media.length > 0) return 'media';
  if (location !== null) return 'location';
  return button === null ? 'text' : 'button';
}

async function addMedia(
  { sql: db, tenantId }: TenantTransaction,
  id: MessageId,
  { media }: InboundMessage,
): Promise<void> {
  if (media.length === 0) return;
  await db
    .insertInto('media')
    .values(
      media.map(({ url, contentType }, position) => ({
        tenant_id: tenantId,
        id: mediaId.parse(v7()),
        message_id: id,
        position,
        content_type: contentType,
        provider_url: url,
      })),
    )
    .execute();
}
