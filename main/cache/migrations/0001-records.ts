import type { Db } from '../sqlite.ts';

/** What the relay keeps and this machine has a copy of. */
export function recordsTables(db: Db): void {
  db.exec(`
    create table meta (key text primary key, value text not null) strict, without rowid;

    -- A removed thing, so that an older change that comes late does not bring it back.
    create table removed (
      entity text not null, id text not null, number integer not null,
      primary key (entity, id)
    ) strict, without rowid;

    -- Things that are few: tenant, people, senders, templates.
    create table directory (
      entity text not null, id text not null, number integer not null, json text not null,
      primary key (entity, id)
    ) strict, without rowid;

    create table contact (
      id text primary key, number integer not null, json text not null
    ) strict;

    -- json is what the person sees. base_json is what the relay said, where the person's own
    -- work that is still on its way changes it; else null.
    create table conversation (
      id text primary key,
      number integer not null,
      contact_id text not null,
      sender_id text not null,
      channel text not null,
      status text not null,
      assignee_id text,
      last_inbound_at integer,
      unread_count integer not null,
      last_message_at integer not null,
      json text not null,
      base_json text
    ) strict;
    -- Holds all that the filters of the inbox ask, so that they read no rows in vain.
    create index conversation_by_newest on conversation (
      status, last_message_at desc, id desc, channel, assignee_id, unread_count, last_inbound_at
    );
    create index conversation_by_contact on conversation (contact_id);

    -- place grows with the message's time: the newest first is the order of the table itself.
    -- number 0: made here, and the relay has not told of it yet.
    create table message (
      place integer primary key,
      id text not null unique,
      conversation_id text not null,
      at integer not null,
      number integer not null,
      inbound integer not null,
      body text,
      json text not null
    ) strict;
    create index message_by_conversation on message (conversation_id, at, id);
    create index message_made_here on message (conversation_id) where number = 0;

    -- Down to which place the messages of a conversation are here without a gap.
    create table coverage (
      conversation_id text primary key,
      at integer,
      message_id text,
      complete integer not null
    ) strict, without rowid;
  `);
}
