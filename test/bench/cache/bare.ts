import type { Change } from '../../../shared/contract/records.ts';
import { connect } from '../../../main/cache/database.ts';

/** So many rows of the bare insert are one transaction. */
const ROWS = 500;

/**
 * Writes the rows of a backlog with the driver alone: the same file, key, tables, indexes and
 * search index, prepared statements, and nothing that a core does beside it.
 *
 * @returns seconds
 */
export function insertBare(path: string, key: Uint8Array, changes: readonly Change[]): number {
  const db = connect(path, key);
  const message = db.prepare<
    [number, string, string, number, number, number, string | null, string]
  >(
    `insert into message (place, id, conversation_id, at, number, inbound, body, json)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const conversation = db.prepare<[number, number | null, number, number, string, string]>(
    `update conversation set number = ?, last_inbound_at = ?, unread_count = ?,
       last_message_at = ?, json = ? where id = ?`,
  );
  const write = db.transaction((rows: readonly Change[]) => {
    for (const { entity, id, number, record } of rows) {
      if (record === null) continue;
      const json = JSON.stringify(record);
      if (entity === 'message' && 'body' in record && 'direction' in record) {
        const { conversationId, at, direction, body } = record;
        // The upper half of a millisecond, which the rows of the file leave free.
        const place = at * 2048 + 1024 + (number % 1024);
        const inbound = direction === 'inbound' ? 1 : 0;
        message.run(place, id, conversationId, at, number, inbound, body, json);
      } else if ('lastMessageAt' in record) {
        const { lastInboundAt, unreadCount, lastMessageAt } = record;
        conversation.run(number, lastInboundAt, unreadCount, lastMessageAt, json, id);
      }
    }
  });
  // As FTS5 comes: it merges by itself, inside the inserts.
  db.exec("insert into message_search (message_search, rank) values ('automerge', 4)");
  const started = performance.now();
  for (let from = 0; from < changes.length; from += ROWS) {
    write.immediate(changes.slice(from, from + ROWS));
  }
  const seconds = (performance.now() - started) / 1000;
  db.close();
  return seconds;
}
