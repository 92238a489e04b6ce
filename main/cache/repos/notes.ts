import type { ConversationId, NoteId } from '../../../shared/contract/ids.ts';
import type { NoteRecord } from '../../../shared/contract/records.ts';
import { type Json, decode } from '../decode.ts';
import type { Db } from '../sqlite.ts';

/** Private notes, as the relay told them. */
export interface NotesRepo {
  readonly get: (id: NoteId) => NoteRecord | null;
  /** Oldest first. */
  readonly of: (conversationId: ConversationId) => readonly NoteRecord[];
  /** What was there before, and whether the record was newer. */
  readonly put: (record: NoteRecord, number: number) => 'inserted' | 'updated' | 'older';
  /** Returns the conversation that it was on; null: nothing older was there. */
  readonly remove: (id: string, number: number) => ConversationId | null;
}

/** The notes of this file. */
export function createNotesRepo(db: Db): NotesRepo {
  const one = db.prepare<[string], Json<NoteRecord>>('select json from note where id = ?').pluck();
  const some = db
    .prepare<[string], Json<NoteRecord>>(
      'select json from note where conversation_id = ? order by at, id',
    )
    .pluck();
  const write = db.prepare<[string, string, number, number, string]>(`
    insert into note (id, conversation_id, at, number, json) values (?, ?, ?, ?, ?)
    on conflict (id) do update set conversation_id = excluded.conversation_id, at = excluded.at,
      number = excluded.number, json = excluded.json
    where excluded.number > note.number
  `);
  const erase = db
    .prepare<[string, number], ConversationId>(
      'delete from note where id = ? and number < ? returning conversation_id',
    )
    .pluck();
  return {
    get: (id) => {
      const json = one.get(id);
      return json === undefined ? null : decode(json);
    },
    of: (conversationId) => some.all(conversationId).map((json) => decode(json)),
    put: (record, number) => {
      const isNew = one.get(record.id) === undefined;
      const { id, conversationId, at } = record;
      const { changes } = write.run(id, conversationId, at, number, JSON.stringify(record));
      if (changes === 0) return 'older';
      return isNew ? 'inserted' : 'updated';
    },
    remove: (id, number) => erase.get(id, number) ?? null,
  };
}
