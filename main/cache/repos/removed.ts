import type { Entity } from '../../../shared/contract/records.ts';
import type { Db } from '../sqlite.ts';

/** What was removed at the relay, with the number of the removal. */
export interface RemovedRepo {
  /** Whether it was removed by a change of this number or a newer one. */
  readonly covers: (entity: Entity, id: string, number: number) => boolean;
  readonly remember: (entity: Entity, id: string, number: number) => void;
}

/** The removals of this file. */
export function createRemovedRepo(db: Db): RemovedRepo {
  const find = db
    .prepare<[Entity, string], number>('select number from removed where entity = ? and id = ?')
    .pluck();
  const write = db.prepare<[Entity, string, number]>(`
    insert into removed (entity, id, number) values (?, ?, ?)
    on conflict (entity, id) do update set number = max(number, excluded.number)
  `);
  return {
    covers: (entity, id, number) => {
      const removal = find.get(entity, id);
      return removal !== undefined && removal >= number;
    },
    remember: (entity, id, number) => {
      write.run(entity, id, number);
    },
  };
}
