import { randomUUID } from 'node:crypto';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { MessageId } from '../../../shared/contract/ids.ts';
import type { MessageRecord } from '../../../shared/contract/records.ts';
import type { CommandContext } from '../commands/handler.ts';
import { updateSummary } from '../conversations/summary.ts';
import type { LockedConversation } from './send-store.ts';

/** A message of a person that is to be sent. */
export interface NewMessage {
  readonly id: MessageId;
  readonly kind: 'text' | 'template' | 'media';
  /** Of a file: its caption. */
  readonly body: string | null;
  readonly template: MessageRecord['template'];
  readonly repliesToId: MessageId | null;
  /** ms; null: without end. */
  readonly validUntil: number | null;
}

/**
 * Puts a message into the conversation, which the caller has locked, and queues its send.
 *
 * @throws {RefusedError} `command_id_reused` if there is a message with this id already
 */
export async function queueMessage(
  { tx, person, now }: CommandContext,
  conversation: LockedConversation,
  message: NewMessage,
): Promise<void> {
  const { sql, tenantId } = tx;
  const { id, kind, body, template, repliesToId, validUntil } = message;
  const added = await sql
    .insertInto('messages')
    .values({
      tenant_id: tenantId,
      id,
      conversation_id: conversation.id,
      direction: 'outbound',
      kind,
      body,
      template: template === null ? null : JSON.stringify(template),
      replies_to_id: repliesToId,
      author_kind: 'person',
      author_person_id: person.id,
      at: await placeInConversation(tx, conversation, now),
      received_at: now,
      status: 'queued',
      valid_until: validUntil,
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (added === undefined) throw new RefusedError('command_id_reused');
  await sql
    .insertInto('sends')
    .values({
      tenant_id: tenantId,
      message_id: id,
      conversation_id: conversation.id,
      sender_id: conversation.sender_id,
      state: 'queued',
      due_at: now,
      token: randomUUID(),
      owner_epoch: conversation.owner_epoch,
    })
    .execute();
  await sql
    .updateTable('conversations')
    .set({ unread_count: 0 })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', conversation.id)
    .execute();
  tx.changed('message', id);
  await updateSummary(tx, conversation.id);
}

/** After everything that is there: two messages of one moment keep the order they came in. */
async function placeInConversation(
  { sql, tenantId }: CommandContext['tx'],
  { id }: LockedConversation,
  now: number,
): Promise<number> {
  const newest = await sql
    .selectFrom('messages')
    .select('at')
    .where('tenant_id', '=', tenantId)
    .where('conversation_id', '=', id)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest === undefined ? now : Math.max(now, newest.at + 1);
}
