import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import {
  type ContactId,
  type ConversationId,
  conversationId,
  type MessageId,
  messageId,
  type SenderId,
  type TemplateId,
  tenantId,
} from '../../../shared/contract/ids.ts';
import type { Channel, OptInState } from '../../../shared/contract/records.ts';
import type { Schema, SendState } from '../../db/schema.ts';
import type { Store, TenantTransaction } from '../../db/tenant-transaction.ts';
import { keptConversation } from '../conversations/conversation-store.ts';
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
export async function lockConversation(tx: TenantTransaction, id: ConversationId) {
  const found = await lockById(tx, id);
  if (found !== undefined) return found;
  // It may have become one with another, also while this waited for its lock.
  const kept = await keptConversation(tx, id);
  return kept === null ? undefined : lockById(tx, kept);
}

/**
 * Locks the conversations of these sends, by id, as everybody does who locks several.
 *
 * @returns those that are there, by the id that was named
 */
export async function lockConversations(
  tx: TenantTransaction,
  named: readonly ConversationId[],
): Promise<ReadonlyMap<ConversationId, LockedConversation>> {
  const ids = [...new Set(named)].toSorted();
  const locked = new Map((await lockByIds(tx, ids)).map((each) => [each.id, each]));
  for (const id of ids) {
    const other = locked.has(id) ? undefined : await lockConversation(tx, id);
    if (other !== undefined) locked.set(id, other);
  }
  return locked;
}

async function lockById(tx: TenantTransaction, id: ConversationId) {
  const [row] = await lockByIds(tx, [id]);
  return row;
}

/** In the order of the ids. */
async function lockByIds(
  { sql: db, tenantId: tenant }: TenantTransaction,
  ids: readonly ConversationId[],
) {
  const { rows } = await sql<{
    readonly id: ConversationId;
    readonly channel: Channel;
    readonly address: string;
    readonly owner: Selectable<Schema['conversations']>['owner'];
    readonly owner_epoch: number;
    readonly sender_id: SenderId;
    readonly contact_id: ContactId;
    readonly last_inbound_at: number | null;
    readonly entry_point_clicked_at: number | null;
    readonly entry_point_ends_at: number | null;
    readonly opt_in_whatsapp: OptInState;
    readonly opt_in_sms: OptInState;
    readonly sender_status: Selectable<Schema['senders']>['status'];
    readonly sender_address: string;
    readonly provider_account_id: string;
  }>`SELECT c.* FROM unnest(${ids}::uuid[]) AS g(id)
    CROSS JOIN LATERAL lock_conversation(${tenant}::uuid, g.id) AS c`.execute(db);
  return rows.map((row) =>
    Object.assign(row, {
      opt_in: row.channel === 'whatsapp' ? row.opt_in_whatsapp : row.opt_in_sms,
    }),
  );
}

/** An outbound message with its send; locked, so only after its conversation. */
export interface LockedMessage extends Pick<
  Selectable<Schema['messages']>,
  | 'id'
  | 'conversation_id'
  | 'kind'
  | 'body'
  | 'template'
  | 'author_kind'
  | 'at'
  | 'received_at'
  | 'status'
  | 'problem'
  | 'sent_at'
  | 'delivered_at'
  | 'read_at'
  | 'valid_until'
  | 'provider_sid'
> {
  /** Null for a message that another relay's history brought and this one never sent. */
  readonly send: Pick<
    Selectable<Schema['sends']>,
    | 'conversation_id'
    | 'place'
    | 'state'
    | 'due_at'
    | 'attempts'
    | 'token'
    | 'owner_epoch'
    | 'called_at'
    | 'doubt_since'
  > | null;
}

/** Locks an outbound message and its send. @returns undefined where there is none */
export async function lockMessage(
  tx: TenantTransaction,
  id: MessageId,
): Promise<LockedMessage | undefined> {
  const [message] = await lockRows(tx, [id]);
  return message;
}

/** As `lockMessage`, several. @returns those that are there, by id */
export async function lockMessages(
  tx: TenantTransaction,
  ids: readonly MessageId[],
): Promise<ReadonlyMap<MessageId, LockedMessage>> {
  return new Map((await lockRows(tx, ids)).map((message) => [message.id, message]));
}

async function lockRows(
  { sql: db, tenantId: tenant }: TenantTransaction,
  ids: readonly MessageId[],
): Promise<LockedMessage[]> {
  const found = await db
    .selectFrom(sql<{ id: MessageId }>`unnest(${ids}::uuid[])`.as<'g'>(sql`g(id)`))
    // Each by itself locks and reads its row as it is then.
    .innerJoinLateral(
      (from) =>
        from
          .selectFrom('messages')
          .select([
            'messages.id',
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
          .whereRef('messages.id', '=', 'g.id')
          .where('direction', '=', 'outbound')
          .forUpdate()
          .as('m'),
      (join) => join.onTrue(),
    )
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('sends')
          .selectAll()
          .where('tenant_id', '=', tenant)
          .whereRef('message_id', '=', 'g.id')
          .forUpdate()
          .as('s'),
      (join) => join.onTrue(),
    )
    .selectAll('m')
    .select([
      's.conversation_id as send_conversation_id',
      's.place as send_place',
      's.state as send_state',
      's.due_at as send_due_at',
      's.attempts as send_attempts',
      's.token as send_token',
      's.owner_epoch as send_owner_epoch',
      's.called_at as send_called_at',
      's.doubt_since as send_doubt_since',
    ])
    .execute();
  return found.map(
    ({
      send_conversation_id,
      send_place,
      send_state,
      send_due_at,
      send_attempts,
      send_token,
      send_owner_epoch,
      send_called_at,
      send_doubt_since,
      ...message
    }) => {
      // All or none: they are columns of one row that is there or not.
      const send =
        send_conversation_id === null ||
        send_place === null ||
        send_state === null ||
        send_due_at === null ||
        send_attempts === null ||
        send_token === null ||
        send_owner_epoch === null
          ? null
          : {
              conversation_id: send_conversation_id,
              place: send_place,
              state: send_state,
              due_at: send_due_at,
              attempts: send_attempts,
              token: send_token,
              owner_epoch: send_owner_epoch,
              called_at: send_called_at,
              doubt_since: send_doubt_since,
            };
      return Object.assign(message, { send });
    },
  );
}

/** The template as it is now; undefined where it is gone or belongs to another account. */
export function findTemplate(
  { sql: db, tenantId: tenant }: TenantTransaction,
  id: TemplateId,
  accountId: string,
) {
  return db
    .selectFrom('templates')
    .select(['id', 'provider_content_sid', 'name', 'language', 'category', 'status', 'content'])
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .where('provider_account_id', '=', accountId)
    .executeTakeFirst();
}
