import type { MessageRecord } from '../../../shared/contract/records.ts';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import type { Db } from '../sqlite.ts';

/** So many messages can have the same millisecond. */
const PLACES = 2048;
const LAST_TIME = Math.floor(Number.MAX_SAFE_INTEGER / PLACES) - 1;

/** How a change met what was there. */
type PutOutcome = 'inserted' | 'updated' | 'older';

/** What is done to the messages. */
export interface MessageWriter {
  /** Number 0: made here. The relay's record of it, whatever its number, replaces it. */
  readonly put: (record: MessageRecord, number: number) => PutOutcome;
  /** Replaces a message that was made here and that the relay has not told of. */
  readonly replaceMadeHere: (record: MessageRecord) => void;
  /** Returns the conversation where something older was there, else null. */
  readonly remove: (id: string, number: number) => ConversationId | null;
}

interface Row {
  readonly place: number;
  readonly at: number;
  readonly number: number;
}

/** A place before that of every message of this time and after those of earlier ones; `at`: ms. */
export function firstPlaceAt(at: number): number {
  return Math.min(at, LAST_TIME) * PLACES;
}

/** The first place to try: it grows with time, and spreads what has the same time by its id. */
function firstPlace({ at, id }: MessageRecord): number {
  const spread = Number.parseInt(id.slice(-3), 16) % (PLACES / 2);
  return firstPlaceAt(at) + spread;
}

/** Writes the messages of this file. */
export function createMessageWriter(db: Db): MessageWriter {
  const insert = db.prepare<
    [number, string, string, number, number, number, string | null, string]
  >(
    `insert into message (place, id, conversation_id, at, number, inbound, body, json)
     values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
  );
  const find = db.prepare<[string], Row>('select place, at, number from message where id = ?');
  const update = db.prepare<[number, string | null, string, number]>(
    'update message set number = ?, body = ?, json = ? where place = ?',
  );
  const erase = db.prepare<[number]>('delete from message where place = ?');
  const take = db
    .prepare<[string, number], ConversationId>(
      'delete from message where id = ? and number < ? returning conversation_id',
    )
    .pluck();

  /** Returns the row that has this id already, or null after inserting. */
  function insertOrFind(record: MessageRecord, number: number): Row | null {
    const { id, conversationId, at, body } = record;
    const inbound = record.direction === 'inbound' ? 1 : 0;
    const json = JSON.stringify(record);
    for (let place = firstPlace(record); ; place += 1) {
      const { changes } = insert.run(place, id, conversationId, at, number, inbound, body, json);
      if (changes > 0) return null;
      const found = find.get(id);
      if (found !== undefined) return found;
    }
  }

  function overwrite(found: Row, record: MessageRecord, number: number): void {
    if (found.at === record.at) {
      update.run(number, record.body, JSON.stringify(record), found.place);
      return;
    }
    erase.run(found.place);
    insertOrFind(record, number);
  }

  return {
    put: (record, number) => {
      const found = insertOrFind(record, number);
      if (found === null) return 'inserted';
      if (number <= found.number) return 'older';
      overwrite(found, record, number);
      return 'updated';
    },
    replaceMadeHere: (record) => {
      const found = find.get(record.id);
      if (found?.number === 0) overwrite(found, record, 0);
    },
    remove: (id, number) => take.get(id, number) ?? null,
  };
}
