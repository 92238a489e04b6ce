import type { Db } from '../sqlite.ts';

/** What is gone for good at the relay and has still to go here. */
export function clearingTable(db: Db): void {
  db.exec(`
    -- json: the relay's record of it, number: its change's. place: up to here the messages have
    -- been looked through for files.
    create table clearing_work (
      id text primary key,
      number integer not null,
      json text not null,
      place integer not null default 0
    ) strict;

    -- Without it the words of what was deleted stay in the indexes until they are merged.
    insert into message_search (message_search, rank) values ('secure-delete', 1);
    insert into contact_words (contact_words, rank) values ('secure-delete', 1);
    insert into contact_digits (contact_digits, rank) values ('secure-delete', 1);
  `);
}
