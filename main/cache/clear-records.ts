import { MARK_KEY } from './repos/clearings.ts';
import type { Db } from './sqlite.ts';
import {
  createContactTriggers,
  createSearchTriggers,
  dropContactTriggers,
  dropSearchTriggers,
} from './search-triggers.ts';

/**
 * Forgets everything that came from the relay and keeps what the person made: drafts, the
 * outbox and messages that the relay has not told of. The index is emptied at once instead of
 * row by row. To be called inside a transaction.
 */
export function clearRecords(db: Db): void {
  dropSearchTriggers(db);
  dropContactTriggers(db);
  db.exec(`
    create temp table made_here as select * from main.message where number = 0;
    insert into message_search (message_search) values ('delete-all');
    delete from message;
    insert into message select * from temp.made_here;
    drop table temp.made_here;
    insert into message_search (rowid, body)
    select place, body from message where body is not null order by place;
    delete from conversation;
    delete from conversation_tag;
    delete from contact;
    insert into contact_words (contact_words) values ('delete-all');
    insert into contact_digits (contact_digits) values ('delete-all');
    delete from contact_text;
    delete from contact_tag;
    delete from contact_gone;
    delete from directory;
    delete from removed;
    delete from coverage;
    delete from media;
    delete from note;
    delete from clearing_work;
    delete from meta where key = '${MARK_KEY}';
    delete from contact_order;
    delete from answer;
  `);
  createSearchTriggers(db);
  createContactTriggers(db);
}
