import { sql as raw } from 'kysely';
import { z } from 'zod';
import {
  type ConversationId,
  conversationId,
  type MessageId,
  messageId,
} from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { updateSummary } from '../conversations/summary.ts';
import type { Mark } from './kept.ts';
import { isOver } from './mark.ts';

/** So much goes in one transaction: others wait for it that need the same conversation. */
const BATCH = 500;
const DAY_MS = 24 * 60 * 60_000;

const place = z.array(z.object({ id: messageId, conversation_id: conversationId }));

/**
 * Deletes some of what is before the mark, oldest first: messages with what belongs to them, then
 * notes, then files of messages that stay. Desktops have been told by the mark.
 *
 * @returns how much was found; 0: nothing is left, or another relay is at it
 */
export async function clearBatch(tx: TenantTransaction, mark: Mark): Promise<number> {
  const { sql, tenantId } = tx;
  const key = `retention ${tenantId}`;
  const { rows } = await raw<{ taken: boolean }>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${key}, 0)) AS taken`.execute(sql);
  if (rows[0]?.taken !== true) return 0;
  if (mark.messagesBefore !== null) {
    const messages = await clearMessages(tx, mark.messagesBefore, mark.number);
    if (messages > 0) return messages;
    const notes = await clearNotes(tx, mark.messagesBefore, mark.number);
    if (notes > 0) return notes;
  }
  return mark.mediaBefore === null ? 0 : clearMedia(tx, mark.mediaBefore, mark.number);
}

async function clearMessages(
  tx: TenantTransaction,
  before: number,
  number: number,
): Promise<number> {
  const { sql, tenantId } = tx;
  const { rows } = await raw`
    SELECT m.id, m.conversation_id FROM messages m
    WHERE m.tenant_id = ${tenantId} AND m.at < ${before} AND m.change_no < ${number} AND ${isOver}
    ORDER BY m.at, m.id LIMIT ${BATCH}`.execute(sql);
  const old = place.parse(rows);
  if (old.length === 0) return 0;
  await lockConversations(
    tx,
    old.map(({ conversation_id: id }) => id),
  );
  // As they are now that nobody else touches them.
  const { rows: still } = await raw`
    SELECT m.id, m.conversation_id FROM messages m
    WHERE m.tenant_id = ${tenantId} AND m.id = ANY(${old.map(({ id }) => id)}::uuid[])
      AND m.change_no < ${number} AND ${isOver}
    ORDER BY m.id FOR UPDATE`.execute(sql);
  const gone = place.parse(still);
  await deleteMessages(
    tx,
    gone.map(({ id }) => id),
  );
  await tidyConversations(
    tx,
    gone.map(({ conversation_id: id }) => id),
  );
  return old.length;
}

/** Locked in the order of the ids, as everybody does who locks several. */
async function lockConversations(
  { sql, tenantId }: TenantTransaction,
  ids: readonly ConversationId[],
): Promise<void> {
  await sql
    .selectFrom('conversations')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', [...new Set(ids)])
    .orderBy('id')
    .forUpdate()
    .execute();
}

/**
 * Deletes messages that are locked, with their files and sends. That there were so many of a kind
 * stays known.
 */
export async function deleteMessages(
  { sql, tenantId }: TenantTransaction,
  ids: readonly MessageId[],
): Promise<void> {
  if (ids.length === 0) return;
  const these = raw<boolean>`message_id = ANY(${[...ids]}::uuid[])`;
  await raw`
    INSERT INTO cleared_messages AS c (tenant_id, day, sender_id, direction, kind, status, template, messages)
    SELECT m.tenant_id, m.at - m.at % ${DAY_MS}, v.sender_id, m.direction, m.kind, m.status,
      coalesce((m.template->>'name') || ' ' || (m.template->>'language'), ''), count(*)
    FROM messages m JOIN conversations v ON v.tenant_id = m.tenant_id AND v.id = m.conversation_id
    WHERE m.tenant_id = ${tenantId} AND m.id = ANY(${[...ids]}::uuid[])
    GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
    ON CONFLICT (tenant_id, day, sender_id, direction, kind, status, template)
      DO UPDATE SET messages = c.messages + excluded.messages`.execute(sql);
  await sql.deleteFrom('uploads').where('tenant_id', '=', tenantId).where(these).execute();
  await sql.deleteFrom('media').where('tenant_id', '=', tenantId).where(these).execute();
  await sql.deleteFrom('sends').where('tenant_id', '=', tenantId).where(these).execute();
  await sql
    .deleteFrom('messages')
    .where('tenant_id', '=', tenantId)
    .where(raw<boolean>`id = ANY(${[...ids]}::uuid[])`)
    .execute();
}

/** The line in the inbox must not go on showing what is gone, nor count it as unread. */
async function tidyConversations(
  tx: TenantTransaction,
  ids: readonly ConversationId[],
): Promise<void> {
  const { sql, tenantId, changed } = tx;
  const { rows } = await raw`
    UPDATE conversations c SET last_message = NULL,
      unread_count = least(c.unread_count, (SELECT count(*) FROM messages m
        WHERE m.tenant_id = c.tenant_id AND m.conversation_id = c.id AND m.direction = 'inbound'))
    WHERE c.tenant_id = ${tenantId} AND c.id = ANY(${[...new Set(ids)]}::uuid[])
      AND c.last_message IS NOT NULL AND NOT EXISTS (SELECT FROM messages m
        WHERE m.tenant_id = c.tenant_id AND m.id = (c.last_message->>'id')::uuid)
    RETURNING c.id`.execute(sql);
  for (const { id } of z.array(z.object({ id: conversationId })).parse(rows)) {
    changed('conversation', id);
    await updateSummary(tx, id);
  }
}

async function clearNotes(
  { sql, tenantId }: TenantTransaction,
  before: number,
  number: number,
): Promise<number> {
  const { numDeletedRows } = await sql
    .deleteFrom('notes')
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', (from) =>
      from
        .selectFrom('notes')
        .select('id')
        .where('tenant_id', '=', tenantId)
        .where('at', '<', before)
        .where('change_no', '<', number)
        .limit(BATCH),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Files of messages that stay: their bytes, names and where the provider has them. */
async function clearMedia(
  { sql, tenantId }: TenantTransaction,
  before: number,
  number: number,
): Promise<number> {
  const { rows } = await raw`
    SELECT DISTINCT m.id, m.conversation_id FROM media f
    JOIN messages m ON m.tenant_id = f.tenant_id AND m.id = f.message_id
    WHERE f.tenant_id = ${tenantId} AND m.at < ${before} AND m.change_no < ${number} AND ${isOver}
    LIMIT ${BATCH}`.execute(sql);
  const ids = place.parse(rows).map(({ id }) => id);
  if (ids.length === 0) return 0;
  const these = raw<boolean>`message_id = ANY(${ids}::uuid[])`;
  await sql.deleteFrom('uploads').where('tenant_id', '=', tenantId).where(these).execute();
  await sql.deleteFrom('media').where('tenant_id', '=', tenantId).where(these).execute();
  return ids.length;
}
