import type { Db } from '../sqlite.ts';

/** Private notes, as the relay told them. Those that are on their way to it are in the outbox. */
export function noteTable(db: Db): void {
  db.exec(`
    create table note (
      id text primary key,
      conversation_id text not null,
      at integer not null,
      number integer not null,
      json text not null
    ) strict;
    create index note_by_conversation on note (conversation_id, at, id);
  `);
}
