import type { Db } from '../sqlite.ts';

/** Small facts about the cache, by name. */
export interface MetaRepo {
  readonly get: (key: string) => string | null;
  /** Null removes it. */
  readonly set: (key: string, value: string | null) => void;
}

/** The facts of this file. */
export function createMetaRepo(db: Db): MetaRepo {
  const read = db.prepare<[string], { value: string }>('select value from meta where key = ?');
  const write = db.prepare<[string, string]>(
    'insert into meta (key, value) values (?, ?) on conflict (key) do update set value = excluded.value',
  );
  const remove = db.prepare<[string]>('delete from meta where key = ?');
  return {
    get: (key) => read.get(key)?.value ?? null,
    set: (key, value) => {
      if (value === null) remove.run(key);
      else write.run(key, value);
    },
  };
}
