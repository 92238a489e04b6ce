import { sql } from 'kysely';
import { z } from 'zod';
import { type ConversationId, type MessageId, messageId } from '../../../shared/contract/ids.ts';
import type { RelayParsed } from '../../../shared/contract/relay.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

/** The places of the conversations before this one, newest first. */
export function conversationsBefore(
  tx: TenantTransaction,
  before: RelayParsed<'snapshot'>['before'],
  limit: number,
) {
  return tx.sql
    .selectFrom('conversations')
    .select(['id', 'contact_id', 'last_message_at'])
    .where('tenant_id', '=', tx.tenantId)
    .$if(before !== null, (query) =>
      query.where(
        sql<boolean>`(last_message_at, id) < (${before?.lastMessageAt ?? 0}, ${before?.id ?? null}::uuid)`,
      ),
    )
    .orderBy('last_message_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** The newest messages of each of these conversations. */
export async function newestMessages(
  tx: TenantTransaction,
  conversations: readonly ConversationId[],
  each: number,
): Promise<MessageId[]> {
  const { rows } = await sql`
    SELECT m.id FROM unnest(${[...conversations]}::uuid[]) AS c(id)
    CROSS JOIN LATERAL (
      SELECT id FROM messages
      WHERE tenant_id = ${tx.tenantId} AND conversation_id = c.id
      ORDER BY at DESC, id DESC LIMIT ${each}) AS m`.execute(tx.sql);
  return z
    .array(z.object({ id: messageId }))
    .parse(rows)
    .map(({ id }) => id);
}

/** The places of the messages before this one, newest first, of one conversation or of all. */
export function messagesBefore(
  tx: TenantTransaction,
  { conversationId, before, limit }: RelayParsed<'history'>,
) {
  return tx.sql
    .selectFrom('messages')
    .select(['id', 'at'])
    .where('tenant_id', '=', tx.tenantId)
    .$if(conversationId !== null, (query) => query.where('conversation_id', '=', conversationId))
    .$if(before !== null, (query) =>
      query.where(sql<boolean>`(at, id) < (${before?.at ?? 0}, ${before?.id ?? null}::uuid)`),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
