import type { ConversationId } from '../../../shared/contract/ids.ts';
import type { ClearingRecord, MessageRecord } from '../../../shared/contract/records.ts';
import { type Json, decode } from '../decode.ts';
import type { Db } from '../sqlite.ts';
import type { ErasedRepo } from './erased.ts';
import { firstPlaceAt } from './message-writer.ts';
import type { MetaRepo } from './meta.ts';

/** Where the mark is kept: it goes with everything else that came from the relay. */
export const MARK_KEY = 'clearing';
/** So many messages are deleted, or looked through, in one transaction. */
const STEP = 200;

/** Everything older that carries a smaller number is gone at the relay. */
export interface Mark {
  readonly number: number;
  /** ms; null: no message. */
  readonly messagesBefore: number | null;
  /** ms; null: no file. */
  readonly mediaBefore: number | null;
}

/** What is gone for good at the relay: what is not let in any more, and what has still to go. */
export interface ClearingsRepo {
  readonly mark: () => Mark | null;
  /** The relay tells of it; what is here goes by `step`. To be called inside a transaction. */
  readonly begin: (record: ClearingRecord, number: number) => void;
  readonly isPending: () => boolean;
  /**
   * Deletes some of what has still to go. To be called inside a transaction.
   *
   * @returns the conversations that it was of
   */
  readonly step: () => ReadonlySet<ConversationId>;
}

interface Work {
  readonly id: string;
  readonly number: number;
  readonly json: Json<ClearingRecord>;
  readonly place: number;
}

interface Row {
  readonly place: number;
  readonly conversationId: ConversationId;
  readonly json: Json<MessageRecord>;
}

/** The clearings of this file. */
export function createClearingsRepo(db: Db, meta: MetaRepo, erased: ErasedRepo): ClearingsRepo {
  const add = db.prepare<[string, number, string]>(`
    insert into clearing_work (id, number, json) values (?, ?, ?)
    on conflict (id) do update set number = excluded.number, json = excluded.json, place = 0
  `);
  const first = db.prepare<[], Work>(
    'select id, number, json, place from clearing_work order by number limit 1',
  );
  const moveOn = db.prepare<[number, string]>('update clearing_work set place = ? where id = ?');
  const done = db.prepare<[string]>('delete from clearing_work where id = ?');
  // What was made here and the relay has not got is the person's own work.
  const old = db.prepare<[object], Row>(`
    select place, conversation_id as conversationId, json from message
    where place < @place and at < @before and number < @number and (number > 0 or not exists (
      select 1 from outbox where message_id = message.id and state = 'waiting'))
    order by place limit ${String(STEP)}
  `);
  const erase = db.prepare<[number]>('delete from message where place = ?');
  const looked = db.prepare<[object], Row & { readonly number: number; readonly at: number }>(`
    select place, conversation_id as conversationId, json, number, at from message
    where place > @from and place < @place order by place limit ${String(STEP)}
  `);
  const rewrite = db.prepare<[string, number]>('update message set json = ? where place = ?');
  const dropFile = db.prepare<[string]>('delete from media where id = ?');
  const dropPicked = db.prepare<[string]>('delete from attachment where id = ?');
  const eraseNotes = db
    .prepare<[number, number], ConversationId>(
      'delete from note where at < ? and number < ? returning conversation_id',
    )
    .pluck();

  function dropFiles({ media }: Pick<MessageRecord, 'media'>): void {
    for (const { id } of media) {
      dropFile.run(id);
      dropPicked.run(id);
    }
  }

  /** @returns how many messages went */
  function dropMessages(before: number, number: number, touched: Set<ConversationId>): number {
    const rows = old.all({ place: firstPlaceAt(before), before, number });
    for (const { place, conversationId, json } of rows) {
      dropFiles(decode(json));
      erase.run(place);
      touched.add(conversationId);
    }
    return rows.length;
  }

  /** @returns whether there are more to look through */
  function stripMessages(
    { id, number, place: from }: Work,
    before: number,
    touched: Set<ConversationId>,
  ): boolean {
    const rows = looked.all({ from, place: firstPlaceAt(before) });
    for (const row of rows) {
      if (row.number === 0 || row.number >= number || row.at >= before) continue;
      const record = decode(row.json);
      if (record.media.length === 0) continue;
      dropFiles(record);
      rewrite.run(JSON.stringify({ ...record, media: [] }), row.place);
      touched.add(row.conversationId);
    }
    moveOn.run(rows.at(-1)?.place ?? from, id);
    return rows.length === STEP;
  }

  return {
    mark: () => {
      const text = meta.get(MARK_KEY);
      // Written below, by this program or an earlier one.
      return text === null ? null : decode<Mark>(text);
    },
    begin: (record, number) => {
      const { id, messagesBefore, mediaBefore } = record;
      if (messagesBefore !== null || mediaBefore !== null) {
        meta.set(MARK_KEY, JSON.stringify({ number, messagesBefore, mediaBefore } satisfies Mark));
      }
      add.run(id, number, JSON.stringify(record));
    },
    isPending: () => first.get() !== undefined,
    step: () => {
      const touched = new Set<ConversationId>();
      const work = first.get();
      if (work === undefined) return touched;
      const record = decode(work.json);
      const { messagesBefore, mediaBefore } = record;
      if (record.contactIds.length + record.conversationIds.length > 0) {
        for (const id of record.conversationIds) touched.add(id);
        if (erased.step(record, STEP)) return touched;
      }
      if (messagesBefore !== null) {
        if (dropMessages(messagesBefore, work.number, touched) === STEP) return touched;
        for (const id of eraseNotes.all(messagesBefore, work.number)) touched.add(id);
      }
      if (mediaBefore !== null && stripMessages(work, mediaBefore, touched)) return touched;
      done.run(work.id);
      return touched;
    },
  };
}
