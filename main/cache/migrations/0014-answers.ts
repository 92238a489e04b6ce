import type { Db } from '../sqlite.ts';

/** What the relay answered last to questions whose answers are shown without it too. */
export function answerTable(db: Db): void {
  db.exec(`
    create table answer (
      name text not null,
      input text not null,
      as_of integer not null,
      json text not null,
      primary key (name, input)
    ) strict;
  `);
}
