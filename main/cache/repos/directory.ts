import type { RecordOf } from '../../../shared/contract/records.ts';
import type { Db } from '../sqlite.ts';
import { type Json, decode } from '../decode.ts';

/** The kinds of which there are few. */
type DirectoryEntity = 'tenant' | 'person' | 'sender' | 'template';

/** Tenant, people, senders and templates. */
export interface DirectoryRepo {
  readonly get: <E extends DirectoryEntity>(entity: E, id: string) => RecordOf<E> | null;
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

/** The directory of this file. */
export function createDirectoryRepo(db: Db): DirectoryRepo {
  const one = db
    .prepare<[string, string], string>('select json from directory where entity = ? and id = ?')
    .pluck();
  const every = db
    .prepare<[string], string>('select json from directory where entity = ? order by id')
    .pluck();
  const oneOf = <E extends DirectoryEntity>(entity: E, id: string): Json<RecordOf<E>> | undefined =>
    one.get(entity, id);
  const allOf = <E extends DirectoryEntity>(entity: E): readonly Json<RecordOf<E>>[] =>
    every.all(entity);
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
      return json === undefined ? null : decode(json);
    },
    all: (entity) => allOf(entity).map((json) => decode(json)),
    put: (entity, record, number) =>
      write.run(entity, record.id, number, JSON.stringify(record)).changes > 0,
    remove: (entity, id, number) => erase.run(entity, id, number).changes > 0,
  };
}
