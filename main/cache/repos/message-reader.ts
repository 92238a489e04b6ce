import type { MessageRecord } from '../../../shared/contract/records.ts';
import type { ConversationId, MessageId } from '../../../shared/contract/ids.ts';
import type { Db } from '../sqlite.ts';
import { type Json, decode } from '../decode.ts';

/** A place in a conversation: time, then id. */
export interface MessagePlace {
  readonly at: number;
  readonly id: MessageId;
}

/** What is asked of the messages. */
export interface MessageReader {
  readonly get: (id: MessageId) => MessageRecord | null;
  /** Whether the message is here and the relay has not told of it yet. */
  readonly isMadeHere: (id: MessageId) => boolean;
  readonly madeHere: (conversationId: ConversationId) => readonly MessageRecord[];
  /**
   * The newest messages before a place (null: of all), newest first, none older than `from`.
   */
  readonly page: (
    conversationId: ConversationId,
    before: MessagePlace | null,
    from: MessagePlace | null,
    limit: number,
  ) => readonly MessageRecord[];
  /** The oldest messages after a place, oldest first. */
  readonly after: (
    conversationId: ConversationId,
    place: MessagePlace,
    limit: number,
  ) => readonly MessageRecord[];
  /** How many inbound messages are newer than a place. */
  readonly inboundAfter: (conversationId: ConversationId, place: MessagePlace) => number;
}

/** Reads the messages of this file. */
export function createMessageReader(db: Db): MessageReader {
  const one = db
    .prepare<[string], Json<MessageRecord>>('select json from message where id = ?')
    .pluck();
  const numberOf = db.prepare<[string], number>('select number from message where id = ?').pluck();
  // The plus signs keep SQLite from going through the whole conversation for its order.
  const own = db
    .prepare<[string], Json<MessageRecord>>(
      'select json from message where conversation_id = ? and number = 0 order by +at, +id',
    )
    .pluck();
  const page = db
    .prepare<[string, number, string, number, string, number], Json<MessageRecord>>(
      `select json from message
       where conversation_id = ? and (at, id) < (?, ?) and (at, id) >= (?, ?)
       order by at desc, id desc limit ?`,
    )
    .pluck();
  const after = db
    .prepare<[string, number, string, number], Json<MessageRecord>>(
      `select json from message where conversation_id = ? and (at, id) > (?, ?)
       order by at, id limit ?`,
    )
    .pluck();
  const inbound = db
    .prepare<[string, number, string], number>(
      'select count(*) from message where conversation_id = ? and (at, id) > (?, ?) and inbound = 1',
    )
    .pluck();
  return {
    get: (id) => {
      const json = one.get(id);
      return json === undefined ? null : decode(json);
    },
    isMadeHere: (id) => numberOf.get(id) === 0,
    madeHere: (conversationId) => own.all(conversationId).map((json) => decode(json)),
    page: (conversationId, before, from, limit) =>
      page
        .all(
          conversationId,
          before?.at ?? Number.MAX_SAFE_INTEGER,
          before?.id ?? '',
          from?.at ?? -1,
          from?.id ?? '',
          limit,
        )
        .map((json) => decode(json)),
    after: (conversationId, { at, id }, limit) =>
      after.all(conversationId, at, id, limit).map((json) => decode(json)),
    inboundAfter: (conversationId, { at, id }) => inbound.get(conversationId, at, id) ?? 0,
  };
}
