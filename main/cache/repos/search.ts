import type { ConversationId, MessageId } from '../../../shared/contract/ids.ts';
import type { MessageRecord, NoteRecord } from '../../../shared/contract/records.ts';
import type { Db } from '../sqlite.ts';
import { type Json, decode } from '../decode.ts';
import { firstPlaceAt } from './message-writer.ts';
import type { MessagePlace } from './message-reader.ts';

/**
 * Pages of the messages' index that one tidying merges at most. FTS5 by itself merges hundreds at
 * once inside whichever write comes then, and a call of the page would wait for all of them.
 * Source: sqlite.org/fts5.html, 6.7 and 6.8.
 */
const MERGED_AT_ONCE = 64;
/** So many contacts are looked at one by one; more are found by going through the newest conversations. */
const FEW = 300;

/** What is asked of the indexes. The expressions are of FTS5, and are not checked here. */
export interface SearchRepo {
  /**
   * Messages that match, newest first, after a place (null: from the newest).
   *
   * @param accepts looks closer at the text of a match
   * @param most matches that are looked at
   */
  readonly messages: (
    expression: string,
    before: MessagePlace | null,
    limit: number,
    accepts?: (body: string) => boolean,
    most?: number,
  ) => MessagesFound;
  /**
   * Conversations whose contact matches one of the expressions, the newest first.
   *
   * @param words over names and companies; null: they are not asked
   * @param digits over phone numbers; null: they are not asked
   */
  readonly conversations: (
    words: string | null,
    digits: string | null,
    limit: number,
  ) => readonly ConversationId[];
  /** Notes that match, the newest first, each with the last message before it. */
  readonly notes: (expression: string, limit: number) => readonly NoteFound[];
  /** Brings a part of what was written since into the order in which it is found fast. */
  readonly tidy: () => void;
}

interface MessagesFound {
  readonly messages: readonly MessageRecord[];
  /** As many matches were looked at as was allowed: older ones may be accepted too. */
  readonly cutShort: boolean;
}

interface NoteFound {
  readonly note: NoteRecord;
  /** Null: the conversation has none before it. */
  readonly nearId: MessageId | null;
}

interface Asked {
  readonly words: string;
  readonly digits: string;
  readonly limit: number;
}

interface MessageRow {
  readonly body: string;
  readonly json: Json<MessageRecord>;
}

/** What finds nothing. */
const NOTHING = '""';

/** The indexes of this file. */
export function createSearchRepo(db: Db): SearchRepo {
  const placeOf = db.prepare<[string], number>('select place from message where id = ?').pluck();
  const messages = db.prepare<[string, number, number], MessageRow>(
    `select m.body, m.json from message_search s cross join message m on m.place = s.rowid
     where s.message_search match ? and s.rowid < ? order by s.rowid desc limit ?`,
  );
  db.exec("insert into message_search (message_search, rank) values ('automerge', 0)");
  const merge = db.prepare<[number]>(
    "insert into message_search (message_search, rank) values ('merge', ?)",
  );
  const contacts = `select rowid from contact_words where contact_words match @words
    union select rowid from contact_digits where contact_digits match @digits`;
  const count = db
    .prepare<[Asked], number>(`select count(*) from (select 1 from (${contacts}) limit @limit)`)
    .pluck();
  const fromContacts = db
    .prepare<[Asked], ConversationId>(
      `select c.id from (${contacts}) f
       cross join contact_text t on t.place = f.rowid
       cross join conversation c on c.contact_id = t.contact_id
       order by c.last_message_at desc, c.id desc limit @limit`,
    )
    .pluck();
  const fromNewest = db
    .prepare<[Asked], ConversationId>(
      `select c.id from conversation c indexed by conversation_by_time
       cross join contact_text t on t.contact_id = c.contact_id
       where t.place in (${contacts})
       order by c.last_message_at desc, c.id desc limit @limit`,
    )
    .pluck();
  const notes = db
    .prepare<[string, number], Json<NoteRecord>>(
      `select n.json from note_search s cross join note n on n.place = s.rowid
       where s.note_search match ? order by n.at desc, n.id desc limit ?`,
    )
    .pluck();
  const near = db
    .prepare<[string, number], MessageId>(
      'select id from message where conversation_id = ? and at <= ? order by at desc, id desc limit 1',
    )
    .pluck();
  return {
    notes: (expression, limit) =>
      notes.all(expression, limit).map((json) => {
        const note = decode(json);
        return { note, nearId: near.get(note.conversationId, note.at) ?? null };
      }),
    messages: (expression, before, limit, accepts = () => true, most = limit) => {
      const place = before === null ? null : (placeOf.get(before.id) ?? firstPlaceAt(before.at));
      const found: MessageRecord[] = [];
      let looked = 0;
      for (const row of messages.iterate(expression, place ?? Number.MAX_SAFE_INTEGER, most)) {
        looked += 1;
        if (!accepts(row.body)) continue;
        found.push(decode(row.json));
        if (found.length === limit) break;
      }
      return { messages: found, cutShort: looked === most && found.length < limit };
    },
    tidy: () => {
      merge.run(MERGED_AT_ONCE);
    },
    conversations: (words, digits, limit) => {
      const asked = { words: words ?? NOTHING, digits: digits ?? NOTHING };
      const found = count.get({ ...asked, limit: FEW + 1 }) ?? 0;
      return (found > FEW ? fromNewest : fromContacts).all({ ...asked, limit });
    },
  };
}
