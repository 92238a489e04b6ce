import type { ConversationId, NoteId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../tenant-transaction.ts';
import type { NumberedRecords } from './numbered.ts';

function query({ sql, tenantId }: TenantTransaction) {
  return sql
    .selectFrom('notes')
    .select(['id', 'conversation_id', 'author_id', 'body', 'mention_ids', 'at', 'removed_by'])
    .select('change_no')
    .where('tenant_id', '=', tenantId);
}

function toRecords(
  rows: Awaited<ReturnType<ReturnType<typeof query>['execute']>>,
): NumberedRecords<'note'> {
  return rows.map((row) => ({
    number: row.change_no,
    record: {
      id: row.id,
      conversationId: row.conversation_id,
      authorId: row.author_id,
      body: row.body,
      mentionIds: row.mention_ids,
      at: row.at,
      removedById: row.removed_by,
    },
  }));
}

/** The notes with these ids. */
export async function loadNotes(
  tx: TenantTransaction,
  ids: readonly NoteId[],
): Promise<NumberedRecords<'note'>> {
  const some = query(tx).where('id', '=', (eb) => eb.fn.any(eb.val([...ids])));
  return toRecords(await some.execute());
}

/** All notes on these conversations: a desktop that has the conversation has its notes. */
export async function loadNotesOn(
  tx: TenantTransaction,
  conversations: readonly ConversationId[],
): Promise<NumberedRecords<'note'>> {
  const some = query(tx).where('conversation_id', '=', (eb) =>
    eb.fn.any(eb.val([...conversations])),
  );
  return toRecords(await some.execute());
}

/**
 * The notes from one moment to another, both included, of one conversation or of the tenant.
 *
 * @param times ms on the relay's clock; null: no limit
 */
export async function loadNotesBetween(
  tx: TenantTransaction,
  conversation: ConversationId | null,
  { from, to }: { readonly from: number | null; readonly to: number | null },
): Promise<NumberedRecords<'note'>> {
  let some = query(tx);
  if (conversation !== null) some = some.where('conversation_id', '=', conversation);
  if (from !== null) some = some.where('at', '>=', from);
  if (to !== null) some = some.where('at', '<=', to);
  return toRecords(await some.execute());
}
