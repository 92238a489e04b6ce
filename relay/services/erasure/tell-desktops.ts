import { sql as raw } from 'kysely';
import type { ContactId, ConversationId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

/** Has every desktop forget the contacts and conversations, with all that belongs to them. */
export async function tellDesktops(
  { sql, tenantId, changed }: TenantTransaction,
  erasure: string,
  contacts: readonly ContactId[],
  conversations: readonly ConversationId[],
): Promise<void> {
  await raw`
    INSERT INTO clearings (tenant_id, id, contact_ids, conversation_ids)
    VALUES (${tenantId}, ${erasure}, ${[...contacts]}::uuid[], ${[...conversations]}::uuid[])
    ON CONFLICT (tenant_id, id) DO NOTHING`.execute(sql);
  changed('clearing', erasure);
}
