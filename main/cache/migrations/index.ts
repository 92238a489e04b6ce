import type { Db } from '../sqlite.ts';
import { recordsTables } from './0001-records.ts';
import { searchTables } from './0002-search.ts';
import { ownWorkTables } from './0003-own-work.ts';
import { mediaTables } from './0004-media.ts';
import { findingTables } from './0005-finding.ts';
import { attachmentTable } from './0006-attachments.ts';
import { pendingRecordTable } from './0007-pending-records.ts';
import { contactTables } from './0008-contacts.ts';
import { noteTable } from './0009-notes.ts';
import { teamWorkTables } from './0010-team-work.ts';
import { clearingTable } from './0011-clearing.ts';
import { orderTable } from './0012-orders.ts';
import { noteSearchTables } from './0013-note-search.ts';
import { answerTable } from './0014-answers.ts';

/** One step of the cache's schema. A step that was released is never edited: a new one follows. */
export interface Migration {
  readonly version: number;
  readonly up: (db: Db) => void;
}

export const MIGRATIONS: readonly Migration[] = [
  { version: 1, up: recordsTables },
  { version: 2, up: searchTables },
  { version: 3, up: ownWorkTables },
  { version: 4, up: mediaTables },
  { version: 5, up: findingTables },
  { version: 6, up: attachmentTable },
  { version: 7, up: pendingRecordTable },
  { version: 8, up: contactTables },
  { version: 9, up: noteTable },
  { version: 10, up: teamWorkTables },
  { version: 11, up: clearingTable },
  { version: 12, up: orderTable },
  { version: 13, up: noteSearchTables },
  { version: 14, up: answerTable },
];
