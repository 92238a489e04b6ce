import type { Db } from './sqlite.ts';

/**
 * The triggers that keep the index over message texts right, whoever writes to the table.
 * `place` of a row never changes: a message that moves is deleted and inserted.
 */
export function createSearchTriggers(db: Db): void {
  db.exec(`
    create trigger message_search_insert after insert on message when new.body is not null begin
      insert into message_search (rowid, body) values (new.place, new.body);
    end;
    create trigger message_search_delete after delete on message when old.body is not null begin
      insert into message_search (message_search, rowid, body)
      values ('delete', old.place, old.body);
    end;
    create trigger message_search_update after update of body on message
    when old.body is not new.body begin
      insert into message_search (message_search, rowid, body)
      select 'delete', old.place, old.body where old.body is not null;
      insert into message_search (rowid, body)
      select new.place, new.body where new.body is not null;
    end;
  `);
}

/** Takes the triggers away, for a transaction that empties table and index at once. */
export function dropSearchTriggers(db: Db): void {
  db.exec(`
    drop trigger message_search_insert;
    drop trigger message_search_delete;
    drop trigger message_search_update;
  `);
}

/** The triggers that keep the indexes over contacts as their texts are. */
export function createContactTriggers(db: Db): void {
  db.exec(`
    create trigger contact_text_insert after insert on contact_text begin
      insert into contact_words (rowid, words) values (new.place, new.words);
      insert into contact_digits (rowid, digits) values (new.place, new.digits);
    end;
    create trigger contact_text_delete after delete on contact_text begin
      insert into contact_words (contact_words, rowid, words)
      values ('delete', old.place, old.words);
      insert into contact_digits (contact_digits, rowid, digits)
      values ('delete', old.place, old.digits);
    end;
    create trigger contact_text_update after update on contact_text begin
      insert into contact_words (contact_words, rowid, words)
      values ('delete', old.place, old.words);
      insert into contact_words (rowid, words) values (new.place, new.words);
      insert into contact_digits (contact_digits, rowid, digits)
      values ('delete', old.place, old.digits);
      insert into contact_digits (rowid, digits) values (new.place, new.digits);
    end;
  `);
}

/** Takes the triggers over contacts away, for the same reason. */
export function dropContactTriggers(db: Db): void {
  db.exec(`
    drop trigger contact_text_insert;
    drop trigger contact_text_delete;
    drop trigger contact_text_update;
  `);
}
