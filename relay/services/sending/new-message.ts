import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { MessageId } from '../../../shared/contract/ids.ts';
import type { MessageRecord } from '../../../shared/contract/records.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { CommandContext } from '../commands/handler.ts';
import { preview } from '../conversations/summary.ts';
import type { LockedConversation } from './send-store.ts';

/** A program on whose word something is sent. */
export interface Program {
  /** As people see it in the message. */
  readonly name: string;
  /** What order the message is about; null: none. */
  readonly orderReference: string | null;
}

type Writer =
  | { readonly person: Pick<CommandContext['person'], 'id'>; readonly program?: undefined }
  | { readonly person?: undefined; readonly program: Program };

/** In what a message is written: a person's command, or a program's request. */
export type Writing = Pick<CommandContext, 'tx' | 'now'> & Writer;

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
  /** The order that it is about, of a person's; a program names its own. */
  readonly orderReference?: string | undefined;
}

/**
 * Puts a message into the conversation, which the caller has locked, and queues its send.
 *
 * @throws {RefusedError} `command_id_reused` if there is a message with this id already
 */
export async function queueMessage(
  { tx, now, ...writer }: Writing,
  conversation: LockedConversation,
  message: NewMessage,
): Promise<void> {
  const queued = await queueMessages(tx, now, [{ ...writer, conversation, message }]);
  if (!queued.has(message.id)) throw new RefusedError('command_id_reused');
}

/** A message with where it goes and who writes it. */
export type Written = Writer & {
  readonly conversation: LockedConversation;
  readonly message: NewMessage;
};

/**
 * Puts messages into their conversations, which the caller has locked, in this order, each after
 * everything that is there, and queues their sends.
 *
 * @param now ms on the relay's clock
 * @returns those whose id was free; nothing was done for the others
 */
export async function queueMessages(
  tx: TenantTransaction,
  now: number,
  written: readonly Written[],
): Promise<ReadonlySet<MessageId>> {
  const given = written.map(({ person, program, conversation, message }) => ({
    id: message.id,
    conversation_id: conversation.id,
    sender_id: conversation.sender_id,
    owner_epoch: conversation.owner_epoch,
    token: randomUUID(),
    kind: message.kind,
    // As JSON takes it; half a character is replaced, as it would be in a column.
    body: message.body?.toWellFormed() ?? null,
    preview: message.body === null ? null : preview(message.body),
    template: message.template,
    replies_to_id: message.repliesToId,
    author_person_id: person?.id ?? null,
    origin: program?.name.toWellFormed() ?? null,
    order_reference: (program?.orderReference ?? message.orderReference)?.toWellFormed() ?? null,
    valid_until: message.validUntil,
  }));
  const { rows } = await sql<{ readonly id: MessageId }>`
    SELECT id FROM queue_messages(${tx.tenantId}::uuid, ${now}::bigint,
      ${JSON.stringify(given)}::jsonb) AS q(id)`.execute(tx.sql);
  const queued = new Set(rows.map(({ id }) => id));
  for (const { conversation, message } of written) {
    if (!queued.has(message.id)) continue;
    tx.changed('message', message.id);
    tx.changed('conversation', conversation.id);
  }
  return queued;
}
