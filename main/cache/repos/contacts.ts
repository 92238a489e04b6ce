import type { ContactRecord } from '../../../shared/contract/records.ts';
import type { Db } from '../sqlite.ts';
import { type Json, decode } from '../decode.ts';

/** The customers, and what they are found by. To be written inside a transaction. */
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
  const writeText = db.prepare<[string, string, string]>(`
    insert into contact_text (contact_id, words, digits) values (?, ?, ?)
    on conflict (contact_id) do update set words = excluded.words, digits = excluded.digits
    where excluded.words <> contact_text.words or excluded.digits <> contact_text.digits
  `);
  const eraseText = db.prepare<[string]>('delete from contact_text where contact_id = ?');
  const erase = db.prepare<[string, number]>('delete from contact where id = ? and number < ?');
  return {
    get: (id) => {
      const json = one.get(id);
      return json === undefined ? null : decode(json);
    },
    put: (record, number) => {
      if (write.run(record.id, number, JSON.stringify(record)).changes === 0) return false;
      const { name, profileName, company, phone } = record;
      const words = [name, profileName, company].filter((text) => text !== null).join(' ');
      writeText.run(record.id, words, (phone ?? '').replace(/^\+/, ''));
      return true;
    },
    remove: (id, number) => {
      if (erase.run(id, number).changes === 0) return false;
      eraseText.run(id);
      return true;
    },
  };
}
