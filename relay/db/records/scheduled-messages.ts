import type { ScheduledMessageId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../tenant-transaction.ts';
import type { NumberedRecords } from './numbered.ts';

/** The messages with these ids that wait or could not go out; null: all of the tenant. */
export async function loadScheduledMessages(
  { sql, tenantId }: TenantTransaction,
  ids: readonly ScheduledMessageId[] | null,
): Promise<NumberedRecords<'scheduledMessage'>> {
  const rows = await sql
    .selectFrom('scheduled_messages')
    .select(['id', 'conversation_id', 'person_id', 'content', 'order_reference'])
    .select(['at', 'problem', 'change_no'])
    .where('tenant_id', '=', tenantId)
    .where('state', '<>', 'over')
    .$if(ids !== null, (query) => query.where('id', 'in', ids ?? []))
    .orderBy('id')
    .execute();
  return rows.flatMap((row) => {
    const { content, order_reference: reference } = row;
    if (content === null) return [];
    const record = {
      id: row.id,
      conversationId: row.conversation_id,
      content,
      at: row.at,
      byId: row.person_id,
      ...(reference === null ? {} : { orderReference: reference }),
      problem: row.problem,
    };
    return [{ number: row.change_no, record }];
  });
}
