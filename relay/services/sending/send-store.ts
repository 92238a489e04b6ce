import { sql } from 'kysely';
import { z } from 'zod';
import {
  type ConversationId,
  conversationId,
  type MessageId,
  messageId,
  type TemplateId,
  tenantId,
} from '../../../shared/contract/ids.ts';
import type { SendState } from '../../db/schema.ts';
import type { Store, TenantTransaction } from '../../db/tenant-transaction.ts';
import { RECONCILE_MS, SENDER_BURST_MS } from './timing.ts';

/* The queries that several parts of sending use. Lock order: the conversation first. */

/** The states in which a send still has something to do. */
export const UNFINISHED = ['queued', 'calling', 'in_doubt'] as const satisfies SendState[];

const dueSend = z.object({
  tenant_id: tenantId,
  conversation_id: conversationId,
  message_id: messageId,
  state: z.enum(UNFINISHED),
  account_id: z.uuid(),
  /** ms, from when on it may be looked at. */
  due_at: z.number(),
});

/** A send that is to be looked at, now or later. */
export type DueSend = z.infer<typeof dueSend>;

/** Of each sender; more than one account has calls under way at a time. */
const PER_SENDER = 32;

/**
 * Sends that may be looked at, of all tenants: what is due now comes first, in turns of one per
 * sender; the first that is not due is the one that is due next.
 *
 * @param now ms on the relay's clock
 * @param count at most so many
 */
export async function dueSends(store: Store, now: number, count: number): Promise<DueSend[]> {
  const { rows } = await sql`
    SELECT tenant_id, conversation_id, message_id, state, account_id, due_at
    FROM casement.due_sends(${now}::bigint, ${RECONCILE_MS}::integer,
      ${SENDER_BURST_MS}::integer, ${PER_SENDER}::integer, ${count}::integer)`.execute(
    store.outside,
  );
  return z.array(dueSend).parse(rows);
}

/** What a transition needs to know of the conversation. */
export type LockedConversation = NonNullable<Awaited<ReturnType<typeof lockConversation>>>;

/**
 * Locks the conversation and reads it with its contact's opt-in and its sender, as they are then.
 *
 * @returns undefined where there is none
 */
export async function lockConversation(
  { sql: db, tenantId: tenant }: TenantTransaction,
  id: ConversationId,
) {
  // By itself: a join would read the other tables as they were before the wait for the lock.
  const locked = await db
    .selectFrom('conversations')
    .select('id')
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (locked === undefined) return undefined;
  const row = await db
    .selectFrom('conversations as c')
    .innerJoin('contacts as p', (join) =>
      join.onRef('p.tenant_id', '=', 'c.tenant_id').onRef('p.id', '=', 'c.contact_id'),
    )
    .innerJoin('senders as s', (join) =>
      join.onRef('s.tenant_id', '=', 'c.tenant_id').onRef('s.id', '=', 'c.sender_id'),
    )
    .select([
      'c.id',
      'c.channel',
      'c.address',
      'c.owner',
      'c.owner_epoch',
      'c.sender_id',
      'c.contact_id',
      'c.last_inbound_at',
      'c.entry_point_clicked_at',
      'c.entry_point_ends_at',
      'p.opt_in_whatsapp',
      'p.opt_in_sms',
      's.status as sender_status',
      's.address as sender_address',
      's.provider_account_id',
    ])
    .where('c.tenant_id', '=', tenant)
    .where('c.id', '=', id)
    .executeTakeFirstOrThrow();
  const { opt_in_whatsapp, opt_in_sms, ...rest } = row;
  return { ...rest, opt_in: row.channel === 'whatsapp' ? opt_in_whatsapp : opt_in_sms };
}

/** An outbound message with its send; locked, so only after its conversation. */
export type LockedMessage = NonNullable<Awaited<ReturnType<typeof lockMessage>>>;

/**
 * Locks an outbound message and its send.
 *
 * @returns undefined where there is none; `send` is null for a message that another relay's
 *   history brought and this one never sent
 */
export async function lockMessage({ sql: db, tenantId: tenant }: TenantTransaction, id: MessageId) {
  const send = await db
    .selectFrom('sends')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('message_id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  const message = await db
    .selectFrom('messages')
    .select([
      'id',
      'conversation_id',
      'kind',
      'body',
      'template',
      'author_kind',
      'at',
      'received_at',
      'status',
      'problem',
      'sent_at',
      'delivered_at',
      'read_at',
      'valid_until',
      'provider_sid',
    ])
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .where('direction', '=', 'outbound')
    .forUpdate()
    .executeTakeFirst();
  return message === undefined ? undefined : { ...message, send: send ?? null };
}

/** The template as it is now; undefined where it is gone or belongs to another account. */
export function findTemplate(
  { sql: db, tenantId: tenant }: TenantTransaction,
  id: TemplateId,
  accountId: string,
) {
  return db
    .selectFrom('templates')
    .select(['id', 'provider_content_sid', 'name', 'language', 'status', 'content'])
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .where('provider_account_id', '=', accountId)
    .executeTakeFirst();
}
