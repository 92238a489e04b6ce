import type { ConversationId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../tenant-transaction.ts';
import type { NumberedRecords } from './numbered.ts';

/** The conversations with these ids. */
export async function loadConversations(
  { sql, tenantId }: TenantTransaction,
  ids: readonly ConversationId[],
): Promise<NumberedRecords<'conversation'>> {
  const rows = await sql
    .selectFrom('conversations')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', ids)
    .execute();
  return rows.map((row) => ({
    number: row.change_no,
    record: {
      id: row.id,
      contactId: row.contact_id,
      senderId: row.sender_id,
      channel: row.channel,
      status: row.status,
      assigneeId: row.assignee_id,
      owner: row.owner,
      ownerEpoch: row.owner_epoch,
      lastInboundAt: row.last_inbound_at,
      entryPointEndsAt: row.entry_point_ends_at,
      tagIds: row.tag_ids,
      snooze: row.snoozed ? { until: row.snoozed_until } : null,
      unreadCount: row.unread_count,
      lastMessageAt: row.last_message_at,
      lastMessage: row.last_message,
    },
  }));
}
