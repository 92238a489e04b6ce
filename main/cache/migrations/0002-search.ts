import type { Db } from '../sqlite.ts';
import { createSearchTriggers } from '../search-triggers.ts';

/** The index over the texts of messages, kept up to date by triggers. */
export function searchTables(db: Db): void {
  db.exec(`
    create virtual table message_search using fts5 (
      body,
      content = 'message',
      content_rowid = 'place',
      tokenize = 'unicode61 remove_diacritics 2',
      prefix = '2 3',
      columnsize = 0
    );
  `);
  createSearchTriggers(db);
}
