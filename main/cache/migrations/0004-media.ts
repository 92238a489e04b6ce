import type { Db } from '../sqlite.ts';

/** Media files that were looked at, so that they are there offline too. */
export function mediaTables(db: Db): void {
  db.exec(`
    create table media (
      id text primary key,
      content_type text not null,
      file_name text,
      size integer not null,
      used integer not null,
      bytes blob not null
    ) strict;
    create index media_by_use on media (used, size);
  `);
}
