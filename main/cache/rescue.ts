import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Draft, draft } from '../../shared/contract/bridge.ts';
import { COMMAND_SCHEMAS, isCommandName } from '../../shared/contract/commands.ts';
import {
  type ConversationId,
  commandId,
  conversationId,
  messageId,
} from '../../shared/contract/ids.ts';
import { type MessageRecord, mediaRecord, messageRecord } from '../../shared/contract/records.ts';
import type { Cache } from './cache.ts';
import type { Db } from './sqlite.ts';
import type { NewAttachment } from './repos/attachments.ts';
import type { NewCommand } from './repos/outbox.ts';

/** What a person made and the relay may not have. */
export interface OwnWork {
  readonly drafts: readonly { readonly conversationId: ConversationId; readonly draft: Draft }[];
  readonly commands: readonly (NewCommand & { readonly attempts: number })[];
  readonly messages: readonly MessageRecord[];
  readonly attachments: readonly NewAttachment[];
}

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('is no JSON');
    return z.NEVER;
  }
});
const draftRow = z.object({ conversation_id: conversationId, json: json.pipe(draft) });
const commandRow = z.object({
  id: commandId,
  name: z.string().refine(isCommandName),
  input: json,
  conversation_id: conversationId.nullable(),
  message_id: messageId.nullable(),
  attempts: z.number().int().nonnegative(),
});
const attachmentRow = z.object({
  json: json.pipe(mediaRecord),
  hash: z.instanceof(Uint8Array),
  bytes: z.instanceof(Uint8Array),
});
const messageRow = z.object({ json: json.pipe(messageRecord) });

/** Every row that can be read and has the expected form. A damaged page ends the reading, not the rescue. */
function readable<T>(db: Db, sql: string, row: z.ZodType<T>): T[] {
  const rows: T[] = [];
  try {
    for (const found of db.prepare(sql).iterate()) {
      const parsed = row.safeParse(found);
      if (parsed.success) rows.push(parsed.data);
    }
  } catch {
    return rows;
  }
  return rows;
}

/**
 * Reads what can be read of a person's own work, from a file of whatever version and in
 * whatever state.
 */
export function rescueOwnWork(db: Db): OwnWork {
  const commands = readable(db, 'select * from outbox order by seq', commandRow).flatMap((row) => {
    if (!isCommandName(row.name)) return [];
    const input = COMMAND_SCHEMAS[row.name].safeParse(row.input);
    if (!input.success) return [];
    const { id, name, attempts, conversation_id: conversation, message_id: message } = row;
    const about = { conversationId: conversation, messageId: message };
    return [{ id, name, input: input.data, attempts, ...about }];
  });
  return {
    drafts: readable(db, 'select conversation_id, json from draft', draftRow).map((row) => ({
      conversationId: row.conversation_id,
      draft: row.json,
    })),
    commands,
    messages: readable(db, 'select json from message where number = 0', messageRow).map(
      (row) => row.json,
    ),
    // A damaged page may lie anywhere in a file: what does not match its sum is none.
    attachments: readable(db, 'select json, hash, bytes from attachment', attachmentRow)
      .filter(({ hash, bytes }) => createHash('sha256').update(bytes).digest().equals(hash))
      .map(({ json: record, hash, bytes }) => ({ record, hash, bytes })),
  };
}

/** Puts rescued work into a new cache. The commands keep their ids: the relay runs none twice. */
export function restoreOwnWork(cache: Cache, work: OwnWork, now: number): void {
  cache.transaction(() => {
    for (const { conversationId: id, draft: text } of work.drafts) cache.drafts.set(id, text, now);
    for (const message of work.messages) cache.messages.put(message, 0);
    for (const attachment of work.attachments) cache.attachments.add(attachment, now);
    for (const command of work.commands) cache.outbox.add(command, command.attempts);
    for (const id of cache.outbox.touchedContacts()) cache.refreshContact(id);
  });
}
