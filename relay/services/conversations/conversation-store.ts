import { sql } from 'kysely';
import {
  type ConversationId,
  conversationId,
  type MessageId,
  type PersonId,
} from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

/** Where a message stands in its conversation. */
export interface MessagePlace {
  readonly at: number;
  readonly id: MessageId;
}

/** What a conversation is called now, where it was made one with another; null: it was not. */
export async function keptConversation(
  { sql: query, tenantId }: TenantTransaction,
  id: ConversationId,
): Promise<ConversationId | null> {
  const row = await query
    .selectFrom('merged')
    .select('kept_id')
    .where('tenant_id', '=', tenantId)
    .where('entity', '=', 'conversation')
    .where('old_id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : conversationId.parse(row.kept_id);
}

/**
 * The conversation, whatever it was called before, locked until the transaction ends; undefined
 * where the tenant has none.
 */
export async function lockConversation(tx: TenantTransaction, id: ConversationId) {
  const found = await lockById(tx, id);
  if (found !== undefined) return found;
  const kept = await keptConversation(tx, id);
  return kept === null ? undefined : lockById(tx, kept);
}

function lockById({ sql: query, tenantId }: TenantTransaction, id: ConversationId) {
  return query
    .selectFrom('conversations')
    .select(['id', 'status', 'assignee_id', 'owner', 'owner_epoch', 'unread_count'])
    .select(['tag_ids', 'snoozed', 'snoozed_until', 'last_inbound_at'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** The place of a message of this conversation; null where it is not there. */
export async function placeOfMessage(
  { sql: query, tenantId }: TenantTransaction,
  conversation: ConversationId,
  id: MessageId,
): Promise<MessagePlace | null> {
  const row = await query
    .selectFrom('messages')
    .select(['at', 'id'])
    .where('tenant_id', '=', tenantId)
    .where('conversation_id', '=', conversation)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * How many of the customer's messages came after this place.
 *
 * @param atMost counting further is of no use
 */
export async function inboundAfter(
  { sql: query, tenantId }: TenantTransaction,
  conversation: ConversationId,
  place: MessagePlace,
  atMost: number,
): Promise<number> {
  const rows = await query
    .selectFrom('messages')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('conversation_id', '=', conversation)
    .where('direction', '=', 'inbound')
    .where(sql<boolean>`(at, id) > (${place.at}, ${place.id}::uuid)`)
    .limit(atMost)
    .execute();
  return rows.length;
}

/** Whether this is a person of the tenant who works there still. */
export async function isActivePerson(
  { sql: query, tenantId }: TenantTransaction,
  id: PersonId,
): Promise<boolean> {
  const row = await query
    .selectFrom('people')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('active', '=', true)
    .executeTakeFirst();
  return row !== undefined;
}
