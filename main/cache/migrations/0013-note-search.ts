import type { Db } from '../sqlite.ts';

/** The index over the texts of private notes. */
export function noteSearchTables(db: Db): void {
  db.exec(`
    create table note_placed (
      place integer primary key,
      id text not null unique,
      conversation_id text not null,
      at integer not null,
      number integer not null,
      json text not null,
      body text as (json ->> 'body')
    ) strict;
    insert into note_placed (id, conversation_id, at, number, json)
    select id, conversation_id, at, number, json from note order by at, id;
    drop table note;
    alter table note_placed rename to note;
    create index note_by_conversation on note (conversation_id, at, id);

    create virtual table note_search using fts5 (
      body,
      content = 'note',
      content_rowid = 'place',
      tokenize = 'unicode61 remove_diacritics 2',
      prefix = '2 3',
      columnsize = 0
    );
    -- What is deleted leaves the index at once, not when its pages are merged.
    insert into note_search (note_search, rank) values ('secure-delete', 1);
    insert into note_search (rowid, body) select place, body from note where body is not null;
    create trigger note_search_insert after insert on note when new.body is not null begin
      insert into note_search (rowid, body) values (new.place, new.body);
    end;
    create trigger note_search_delete after delete on note when old.body is not null begin
      insert into note_search (note_search, rowid, body) values ('delete', old.place, old.body);
    end;
    create trigger note_search_update after update on note when old.body is not new.body begin
      insert into note_search (note_search, rowid, body)
      select 'delete', old.place, old.body where old.body is not null;
      insert into note_search (rowid, body)
      select new.place, new.body where new.body is not null;
    end;
  `);
}
