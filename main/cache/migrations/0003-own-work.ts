import type { Db } from '../sqlite.ts';

/** What the person typed and did, until the relay has it. */
export function ownWorkTables(db: Db): void {
  db.exec(`
    create table draft (
      conversation_id text primary key, text text not null, json text not null,
      saved_at integer not null
    ) strict, without rowid;

    -- Commands in the order in which they were given. waiting: the relay has not answered;
    -- accepted: it has, and its own record of the effect has still to come.
    create table outbox (
      seq integer primary key autoincrement,
      id text not null unique,
      name text not null,
      input text not null,
      state text not null check (state in ('waiting', 'accepted')),
      attempts integer not null default 0,
      conversation_id text,
      message_id text
    ) strict;
    create index outbox_by_conversation on outbox (conversation_id);
  `);
}
