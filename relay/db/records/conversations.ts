import type { ContactId, ConversationId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../tenant-transaction.ts';
import type { NumberedRecords } from './numbered.ts';

/** The contacts with these ids. */
export async function loadContacts(
  { sql, tenantId }: TenantTransaction,
  ids: readonly ContactId[],
): Promise<NumberedRecords<'contact'>> {
  const rows = await sql
    .selectFrom('contacts')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', ids)
    .execute();
  return rows.map((row) => ({
    number: row.change_no,
    record: {
      id: row.id,
      name: row.name,
      profileName: row.profile_name,
      company: row.company,
      phone: row.phone,
      whatsappUserId: row.whatsapp_user_id,
      language: row.language,
      country: row.country,
      timeZone: row.time_zone,
      optIn: { whatsapp: row.opt_in_whatsapp, sms: row.opt_in_sms },
      createdAt: row.created_at,
    },
  }));
}

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
      unreadCount: row.unread_count,
      lastMessageAt: row.last_message_at,
      lastMessage: row.last_message,
    },
  }));
}
