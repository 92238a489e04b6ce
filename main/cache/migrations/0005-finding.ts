import { createContactTriggers } from '../search-triggers.ts';
import type { Db } from '../sqlite.ts';

/** The order by window, what was told of windows, and the index over names, companies and numbers. */
export function findingTables(db: Db): void {
  db.exec(`
    create index conversation_by_window on conversation (
      status, last_inbound_at, id, assignee_id, unread_count
    ) where channel = 'whatsapp';

    create index conversation_by_time on conversation (last_message_at desc, id desc, contact_id);

    -- Which marks before the end of a window the person was told of; minutes: the last one.
    create table window_alert (
      conversation_id text primary key, last_inbound_at integer not null, minutes integer not null
    ) strict, without rowid;

    -- What a contact is found by. digits: of the number alone, to be found from any part of it.
    create table contact_text (
      place integer primary key,
      contact_id text not null unique,
      words text not null,
      digits text not null
    ) strict;
    create virtual table contact_words using fts5 (
      words,
      content = 'contact_text',
      content_rowid = 'place',
      tokenize = 'unicode61 remove_diacritics 2',
      prefix = '1 2 3',
      columnsize = 0
    );
    create virtual table contact_digits using fts5 (
      digits,
      content = 'contact_text',
      content_rowid = 'place',
      tokenize = 'trigram',
      columnsize = 0
    );
  `);
  createContactTriggers(db);
  db.exec(`
    insert into contact_text (contact_id, words, digits)
    select id,
      concat_ws(' ', json ->> 'name', json ->> 'profileName', json ->> 'company'),
      ltrim(coalesce(json ->> 'phone', ''), '+')
    from contact;
  `);
}
