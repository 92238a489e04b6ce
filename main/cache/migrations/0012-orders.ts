import type { Db } from '../sqlite.ts';

/** The last orders of contacts, as the relay told them when it was asked last. */
export function orderTable(db: Db): void {
  db.exec(`
    create table contact_order (
      contact_id text primary key,
      as_of integer not null,
      json text not null
    ) strict;
    create index contact_order_by_age on contact_order (as_of);
  `);
}
