import type { Db } from './sqlite.ts';
import { createSearchTriggers, dropSearchTriggers } from './search-triggers.ts';

/**
 * Forgets everything that came from the relay and keeps what the person made: drafts, the
 * outbox and messages that the relay has not told of. The index is emptied at once instead of
 * row by row. To be called inside a transaction.
 */
export function clearRecords(db: Db): void {
  dropSearchTriggers(db);
  db.exec(`
    create temp table made_here as select * from main.message where number = 0;
    insert into message_search (message_search) values ('delete-all');
    delete from message;
    insert into message select * from temp.made_here;
    drop table temp.made_here;
    insert into message_search (rowid, body)
    select place, body from message where body is not null order by place;
    delete from conversation;
    delete from contact;
    delete from directory;
    delete from removed;
    delete from coverage;
    delete from media;
  `);
  createSearchTriggers(db);
}
