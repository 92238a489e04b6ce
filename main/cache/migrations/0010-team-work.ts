import type { Db } from '../sqlite.ts';

/** Until when conversations are put off, and which tags they carry. */
export function teamWorkTables(db: Db): void {
  db.exec(`
    -- Null: not put off. The largest whole number of JavaScript: until the customer writes.
    alter table conversation add column snoozed_until integer;

    -- As migrations 1 and 5 have them, with what every part of the inbox asks now.
    drop index conversation_by_newest;
    create index conversation_by_newest on conversation (
      status, last_message_at desc, id desc, channel, assignee_id, unread_count, last_inbound_at,
      snoozed_until
    );
    drop index conversation_by_window;
    create index conversation_by_window on conversation (
      status, last_inbound_at, id, assignee_id, unread_count, snoozed_until
    ) where channel = 'whatsapp';
    create index conversation_by_snooze on conversation (snoozed_until)
      where snoozed_until is not null;

    -- The tags as the person sees them, written with the conversation.
    create table conversation_tag (
      conversation_id text not null, tag_id text not null,
      primary key (conversation_id, tag_id)
    ) strict, without rowid;
    create index conversation_by_tag on conversation_tag (tag_id, conversation_id);
  `);
}
