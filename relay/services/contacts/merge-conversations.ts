import { sql as raw } from 'kysely';
import type { ContactId, ConversationId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { updateSummary } from '../conversations/summary.ts';

/** The conversations of these contacts, locked in the order of their ids. */
export function lockConversationsOf(
  { sql, tenantId }: TenantTransaction,
  contacts: readonly ContactId[],
) {
  return sql
    .selectFrom('conversations')
    .select(['id', 'contact_id', 'sender_id', 'channel', 'address'])
    .where('tenant_id', '=', tenantId)
    .where('contact_id', 'in', contacts)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Hands a conversation over to another contact. */
export async function moveConversation(
  { sql, tenantId, changed }: TenantTransaction,
  id: ConversationId,
  to: ContactId,
): Promise<void> {
  await sql
    .updateTable('conversations')
    .set({ contact_id: to })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
  changed('conversation', id);
}

/**
 * Makes one conversation out of two with the same sender, both locked. All messages and what is
 * still to be sent are the kept one's; who still names the other means the kept one.
 */
export async function joinConversations(
  tx: TenantTransaction,
  kept: ConversationId,
  gone: ConversationId,
): Promise<void> {
  const { sql, tenantId, changed, removed } = tx;
  const moved = await sql
    .updateTable('messages')
    .set({ conversation_id: kept })
    .where('tenant_id', '=', tenantId)
    .where('conversation_id', '=', gone)
    .returning('id')
    .execute();
  for (const { id } of moved) changed('message', id);
  const notes = await sql
    .updateTable('notes')
    .set({ conversation_id: kept })
    .where('tenant_id', '=', tenantId)
    .where('conversation_id', '=', gone)
    .returning('id')
    .execute();
  for (const { id } of notes) changed('note', id);
  const scheduled = await sql
    .updateTable('scheduled_messages')
    .set({ conversation_id: kept })
    .where('tenant_id', '=', tenantId)
    .where('conversation_id', '=', gone)
    .returning(['id', 'state'])
    .execute();
  for (const { id, state } of scheduled) {
    if (state !== 'over') changed('scheduledMessage', id);
  }
  await sql
    .updateTable('sends')
    .set({ conversation_id: kept })
    .where('tenant_id', '=', tenantId)
    .where('conversation_id', '=', gone)
    .execute();
  await raw`
    UPDATE conversations k SET
      -- Replies go where the customer was heard last.
      address = CASE WHEN coalesce(g.last_inbound_at, -1) > coalesce(k.last_inbound_at, -1) THEN g.address ELSE k.address END,
      status = CASE WHEN 'open' IN (k.status, g.status) THEN 'open' ELSE 'resolved' END,
      assignee_id = coalesce(k.assignee_id, g.assignee_id),
      owner = CASE WHEN k.assignee_id IS NULL AND g.assignee_id IS NOT NULL THEN g.owner ELSE k.owner END,
      -- Whatever was written for either of them under its own epoch is of an earlier one.
      owner_epoch = greatest(k.owner_epoch, g.owner_epoch) + 1,
      last_inbound_at = greatest(k.last_inbound_at, g.last_inbound_at),
      entry_point_clicked_at = greatest(k.entry_point_clicked_at, g.entry_point_clicked_at),
      entry_point_ends_at = greatest(k.entry_point_ends_at, g.entry_point_ends_at),
      paced_until = greatest(k.paced_until, g.paced_until),
      tag_ids = ARRAY(SELECT DISTINCT t FROM unnest(k.tag_ids || g.tag_ids) AS t ORDER BY t),
      -- Put off were two things, not the one that they have become.
      snoozed = false,
      snoozed_until = NULL,
      unread_count = k.unread_count + g.unread_count,
      created_at = least(k.created_at, g.created_at)
    FROM conversations g
    WHERE k.tenant_id = ${tenantId} AND k.id = ${kept} AND g.tenant_id = ${tenantId} AND g.id = ${gone}
  `.execute(sql);
  await forward(tx, 'conversation', gone, kept);
  await sql
    .deleteFrom('conversations')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', gone)
    .execute();
  removed('conversation', gone);
  changed('conversation', kept);
  await updateSummary(tx, kept);
}

/** Whoever names the old id from now on means the kept one, also by ids that led to the old one. */
export async function forward(
  { sql, tenantId }: TenantTransaction,
  entity: 'contact' | 'conversation',
  oldId: string,
  keptId: string,
): Promise<void> {
  await sql
    .updateTable('merged')
    .set({ kept_id: keptId })
    .where('tenant_id', '=', tenantId)
    .where('entity', '=', entity)
    .where('kept_id', '=', oldId)
    .execute();
  await sql
    .insertInto('merged')
    .values({ tenant_id: tenantId, entity, old_id: oldId, kept_id: keptId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
