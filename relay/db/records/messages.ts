import type { MessageId } from '../../../shared/contract/ids.ts';
import type { MediaRecord } from '../../../shared/contract/records.ts';
import type { TenantTransaction } from '../tenant-transaction.ts';
import type { NumberedRecords } from './numbered.ts';

/** The messages with these ids, each with its media in order. */
export async function loadMessages(
  tx: TenantTransaction,
  ids: readonly MessageId[],
): Promise<NumberedRecords<'message'>> {
  const rows = await tx.sql
    .selectFrom('messages')
    .selectAll()
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', (eb) => eb.fn.any(eb.val([...ids])))
    .execute();
  const media = await loadMedia(tx, ids);
  return rows.map((row) => ({
    number: row.change_no,
    record: {
      id: row.id,
      conversationId: row.conversation_id,
      direction: row.direction,
      kind: row.kind,
      body: row.body,
      media: media.get(row.id) ?? [],
      location: row.location,
      button: row.button,
      referral: row.referral,
      repliesToId: row.replies_to_id,
      template: row.template,
      author: {
        kind: row.author_kind,
        personId: row.author_person_id,
        ...(row.origin === null ? {} : { origin: row.origin }),
      },
      ...(row.order_reference === null ? {} : { orderReference: row.order_reference }),
      at: row.at,
      status: row.status,
      problem: row.problem,
      sentAt: row.sent_at,
      deliveredAt: row.delivered_at,
      readAt: row.read_at,
      validUntil: row.valid_until,
    },
  }));
}

async function loadMedia(
  { sql, tenantId }: TenantTransaction,
  messageIds: readonly MessageId[],
): Promise<ReadonlyMap<MessageId, MediaRecord[]>> {
  const rows = await sql
    .selectFrom('media')
    .select(['id', 'message_id', 'content_type', 'file_name', 'size', 'width', 'height'])
    .where('tenant_id', '=', tenantId)
    .where('message_id', '=', (eb) => eb.fn.any(eb.val([...messageIds])))
    .orderBy('message_id')
    .orderBy('position')
    .execute();
  const byMessage = new Map<MessageId, MediaRecord[]>();
  for (const { id, message_id, content_type, file_name, size, width, height } of rows) {
    const list = byMessage.get(message_id) ?? [];
    list.push({ id, contentType: content_type, fileName: file_name, size, width, height });
    byMessage.set(message_id, list);
  }
  return byMessage;
}
