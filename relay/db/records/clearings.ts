import type { TenantTransaction } from '../tenant-transaction.ts';
import type { NumberedRecords } from './numbered.ts';

/** What is gone for good: the entries with these ids; null: all of the tenant. */
export async function loadClearings(
  { sql, tenantId }: TenantTransaction,
  ids: readonly string[] | null,
): Promise<NumberedRecords<'clearing'>> {
  const rows = await sql
    .selectFrom('clearings')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .$if(ids !== null, (query) => query.where('id', 'in', ids ?? []))
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    number: row.change_no,
    record: {
      id: row.id,
      messagesBefore: row.messages_before,
      mediaBefore: row.media_before,
      contactIds: row.contact_ids,
      conversationIds: row.conversation_ids,
    },
  }));
}
