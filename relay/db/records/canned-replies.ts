import type { CannedReplyId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../tenant-transaction.ts';
import type { NumberedRecords } from './numbered.ts';

/** The canned replies with these ids; null: all of the tenant. */
export async function loadCannedReplies(
  { sql, tenantId }: TenantTransaction,
  ids: readonly CannedReplyId[] | null,
): Promise<NumberedRecords<'cannedReply'>> {
  const rows = await sql
    .selectFrom('canned_replies')
    .select(['id', 'title', 'shortcut', 'text', 'channel', 'archived', 'change_no'])
    .where('tenant_id', '=', tenantId)
    .$if(ids !== null, (query) => query.where('id', 'in', ids ?? []))
    .orderBy('id')
    .execute();
  return rows.map(({ change_no, ...record }) => ({ number: change_no, record }));
}
