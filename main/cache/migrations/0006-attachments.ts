import type { Db } from '../sqlite.ts';

/** Files that the person picked, until the relay has told of the message that they went with. */
export function attachmentTable(db: Db): void {
  db.exec(`
    -- json: the MediaRecord. uploaded: when the relay took the bytes, ms on this machine's clock.
    -- queued: a message went with it. unused_since: when nothing referred to it any more.
    create table attachment (
      id text primary key,
      json text not null,
      size integer not null,
      hash blob not null,
      uploaded integer,
      queued integer not null default 0,
      unused_since integer,
      bytes blob not null
    ) strict;
  `);
}
