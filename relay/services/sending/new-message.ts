import { randomUUID } from 'node:crypto';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type {
  ConversationId,
  MessageId,
  SenderId,
  TenantId,
} from '../../../shared/contract/ids.ts';
import type { MessageRecord } from '../../../shared/contract/records.ts';
import type { CommandContext } from '../commands/handler.ts';
import { updateSummary } from '../conversations/summary.ts';
import type { LockedConversation } from './send-store.ts';

/** A program on whose word something is sent. */
export interface Program {
  /** As people see it in the message. */
  readonly name: string;
  /** What order the message is about; null: none. */
  readonly orderReference: string | null;
}

/** In what a message is written: a person's command, or a program's request. */
export type Writing = Pick<CommandContext, 'tx' | 'now'> &
  (
    | { readonly person: Pick<CommandContext['person'], 'id'>; readonly program?: undefined }
    | { readonly person?: undefined; readonly program: Program }
  );

/** A message that is to be sent. */
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
  { tx, now, person, program }: Writing,
  conversation: LockedConversation,
  message: NewMessage,
): Promise<void> {
  const { sql, tenantId } = tx;
  const { id, kind, body, template, repliesToId, validUntil } = message;
  const at = await placeInConversation(tx, conversation, now);
  const added = await sql
    .with('added', (db) =>
      db
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
          author_kind: person === undefined ? 'system' : 'person',
          author_person_id: person?.id ?? null,
          origin: program?.name ?? null,
          order_reference: program?.orderReference ?? null,
          at,
          received_at: now,
          status: 'queued',
          valid_until: validUntil,
        })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
        .returning('id'),
    )
    .insertInto('sends')
    .columns([
      'tenant_id',
      'message_id',
      'conversation_id',
      'sender_id',
      'state',
      'due_at',
      'token',
      'owner_epoch',
    ])
    .expression((db) =>
      db
        .selectFrom('added')
        .select((eb) => [
          eb.cast<TenantId>(eb.val(tenantId), 'uuid').as('tenant_id'),
          'added.id',
          eb.cast<ConversationId>(eb.val(conversation.id), 'uuid').as('conversation_id'),
          eb.cast<SenderId>(eb.val(conversation.sender_id), 'uuid').as('sender_id'),
          eb.val('queued' as const).as('state'),
          eb.cast<number>(eb.val(now), 'bigint').as('due_at'),
          eb.cast<string>(eb.val(randomUUID()), 'uuid').as('token'),
          eb.cast<number>(eb.val(conversation.owner_epoch), 'integer').as('owner_epoch'),
        ]),
    )
    .returning('message_id')
    .executeTakeFirst();
  if (added === undefined) throw new RefusedError('command_id_reused');
  // A person who writes has read; a program has not.
  if (person !== undefined) {
    await sql
      .updateTable('conversations')
      .set({ unread_count: 0 })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', conversation.id)
      .execute();
  }
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
