import type { Db } from '../sqlite.ts';

/**
 * What the person did with things that there are few of, until the relay has shown it: one row per
 * command in the outbox. json null: it is to be gone.
 */
export function pendingRecordTable(db: Db): void {
  db.exec(`
    create table pending_record (
      command_seq integer primary key,
      entity text not null,
      id text not null,
      json text
    ) strict;
    create index pending_record_by_thing on pending_record (entity, id, command_seq);
    create trigger pending_record_done after delete on outbox begin
      delete from pending_record where command_seq = old.seq;
    end;
  `);
}
