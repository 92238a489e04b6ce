import type { DirectoryEntity, RecordOf } from '../../../shared/contract/records.ts';
import type { Db } from '../sqlite.ts';
import { type Json, decode } from '../decode.ts';

/** Things that there are few of: as the relay said, and with the person's own work. */
export interface DirectoryRepo {
  /** With what is on its way to the relay. */
  readonly get: <E extends DirectoryEntity>(entity: E, id: string) => RecordOf<E> | null;
  /** With what is on its way to the relay. */
  readonly all: <E extends DirectoryEntity>(entity: E) => readonly RecordOf<E>[];
  /** Returns whether it was newer than what was there. */
  readonly put: <E extends DirectoryEntity>(
    entity: E,
    record: RecordOf<E>,
    number: number,
  ) => boolean;
  /** Returns whether something older was there. */
  readonly remove: (entity: DirectoryEntity, id: string, number: number) => boolean;
}

/** The newest own work on each thing. */
const PENDING = `select entity, id, json from pending_record as p where command_seq =
  (select max(command_seq) from pending_record where entity = p.entity and id = p.id)`;

/** The directory of this file. */
export function createDirectoryRepo(db: Db): DirectoryRepo {
  const one = db
    .prepare<[string, string], string>('select json from directory where entity = ? and id = ?')
    .pluck();
  const pending = db
    .prepare<[string, string], string | null>(
      `select json from pending_record where entity = ? and id = ? order by command_seq desc limit 1`,
    )
    .pluck();
  const every = db
    .prepare<[object], string>(
      `select json from (
         select id, json from directory where entity = @entity and not exists (
           select 1 from pending_record where entity = @entity and id = directory.id)
         union all
         select id, json from (${PENDING}) where entity = @entity and json is not null
       ) order by id`,
    )
    .pluck();
  const oneOf = <E extends DirectoryEntity>(
    entity: E,
    id: string,
  ): Json<RecordOf<E>> | null | undefined => {
    const own = pending.get(entity, id);
    return own === undefined ? one.get(entity, id) : own;
  };
  const allOf = <E extends DirectoryEntity>(entity: E): readonly Json<RecordOf<E>>[] =>
    every.all({ entity });
  const write = db.prepare<[string, string, number, string]>(`
    insert into directory (entity, id, number, json) values (?, ?, ?, ?)
    on conflict (entity, id) do update set number = excluded.number, json = excluded.json
    where excluded.number > directory.number
  `);
  const erase = db.prepare<[string, string, number]>(
    'delete from directory where entity = ? and id = ? and number < ?',
  );
  return {
    get: (entity, id) => {
      const json = oneOf(entity, id);
      return json === undefined || json === null ? null : decode(json);
    },
    all: (entity) => allOf(entity).map((json) => decode(json)),
    put: (entity, record, number) =>
      write.run(entity, record.id, number, JSON.stringify(record)).changes > 0,
    remove: (entity, id, number) => erase.run(entity, id, number).changes > 0,
  };
}
