import type { ConversationId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

const PREVIEW_LENGTH = 160;
const characters = new Intl.Segmenter();

/** Something that is not, by itself, what a person sees as one character. */
const COMPOUND = /[^\n\u0020-\u02ff]/;

/**
 * The beginning of a text; what a person sees as one character is not cut, nor left as half a
 * code point, which the database would refuse.
 */
export function preview(body: string): string {
  if (body.length <= PREVIEW_LENGTH) return body.toWellFormed();
  // Segmenting is slow, and most texts need none.
  const plain = body.slice(0, PREVIEW_LENGTH + 1);
  if (!COMPOUND.test(plain)) return plain.slice(0, PREVIEW_LENGTH);
  const beginning = body.slice(0, 4 * PREVIEW_LENGTH);
  const seen = Array.from(characters.segment(beginning), ({ segment }) => segment);
  // Of the last one there may be more.
  if (beginning.length < body.length && seen.length > 1) seen.pop();
  return seen.slice(0, PREVIEW_LENGTH).join('').toWellFormed();
}

/**
 * Brings the conversation's line in the inbox up to its newest message, and says that the
 * conversation has changed. To be called in every transaction that adds a message to a
 * conversation or changes the state of one.
 */
export async function updateSummary(
  { sql, tenantId, changed }: TenantTransaction,
  conversationId: ConversationId,
): Promise<void> {
  const newest = await sql
    .selectFrom('messages')
    .select(['id', 'direction', 'kind', 'body', 'status', 'at'])
    .where('tenant_id', '=', tenantId)
    .where('conversation_id', '=', conversationId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (newest === undefined) return;
  const { id, direction, kind, status, body, at } = newest;
  await sql
    .updateTable('conversations')
    .set({
      last_message_at: at,
      last_message: JSON.stringify({
        id,
        direction,
        kind,
        status,
        preview: body === null ? null : preview(body),
      }),
    })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', conversationId)
    .execute();
  changed('conversation', conversationId);
}
