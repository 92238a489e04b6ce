import type { ContactRecord } from '../../../shared/contract/records.ts';
import type { Db } from '../sqlite.ts';
import { type Json, decode } from '../decode.ts';

/** The customers. */
export interface ContactsRepo {
  readonly get: (id: string) => ContactRecord | null;
  /** Returns whether it was newer than what was there. */
  readonly put: (record: ContactRecord, number: number) => boolean;
  /** Returns whether something older was there. */
  readonly remove: (id: string, number: number) => boolean;
}

/** The customers of this file. */
export function createContactsRepo(db: Db): ContactsRepo {
  const one = db
    .prepare<[string], Json<ContactRecord>>('select json from contact where id = ?')
    .pluck();
  const write = db.prepare<[string, number, string]>(`
    insert into contact (id, number, json) values (?, ?, ?)
    on conflict (id) do update set number = excluded.number, json = excluded.json
    where excluded.number > contact.number
  `);
  const erase = db.prepare<[string, number]>('delete from contact where id = ? and number < ?');
  return {
    get: (id) => {
      const json = one.get(id);
      return json === undefined ? null : decode(json);
    },
    put: (record, number) => write.run(record.id, number, JSON.stringify(record)).changes > 0,
    remove: (id, number) => erase.run(id, number).changes > 0,
  };
}
