import type { ContactId } from '../../../shared/contract/ids.ts';
import type { ContactIdentity, ContactRecord } from '../../../shared/contract/records.ts';
import { sameIdentity } from '../../../shared/domain/contact/identity.ts';
import { tokensOf } from '../../services/search/words.ts';
import { contactText } from '../contact-text.ts';
import type { Db } from '../sqlite.ts';
import { type Json, decode } from '../decode.ts';
import { type ContactList, createContactList } from './contact-list.ts';

/** The customers, and what they are found by. To be written inside a transaction. */
export interface ContactsRepo extends ContactList {
  /** As the person sees it: with the own work that is still on its way. */
  readonly get: (id: string) => ContactRecord | null;
  /** As the relay said it last; null: it has not said anything. */
  readonly base: (id: string) => ContactRecord | null;
  /** Stores the relay's word. Returns whether it was newer than what was there. */
  readonly put: (record: ContactRecord, number: number) => boolean;
  /** Stores what the person sees, beside the relay's word. */
  readonly show: (record: ContactRecord) => void;
  /** From now on the person sees what the relay said; what it has not told of is gone. */
  readonly settle: (id: ContactId) => void;
  /** Returns whether something older was there. */
  readonly remove: (id: string, number: number) => boolean;
  /** Who is reached now where a contact was that is gone; null: it is not known. */
  readonly successorOf: (id: string) => ContactRecord | null;
}

interface Row {
  readonly number: number;
  readonly json: Json<ContactRecord>;
  readonly base: Json<ContactRecord> | null;
}

/** A phrase that the words of whoever has this user id hold, or the digits of whoever has this number. */
function phraseOf(address: string): string {
  if (address.startsWith('+')) return `"${address.slice(1)}"`;
  return `"${tokensOf(address)
    .map(({ folded }) => folded)
    .join(' ')}"`;
}

/** The customers of this file. */
export function createContactsRepo(db: Db): ContactsRepo {
  const one = db
    .prepare<[string], Json<ContactRecord>>('select json from contact where id = ?')
    .pluck();
  const whole = db.prepare<[string], Row>(
    'select number, json, base_json as base from contact where id = ?',
  );
  const write = db.prepare<[string, number, string]>(`
    insert into contact (id, number, json) values (?, ?, ?)
    on conflict (id) do update set number = excluded.number, json = excluded.json, base_json = null
    where excluded.number > contact.number
  `);
  const overlay = db.prepare<[string, string]>(`
    insert into contact (id, number, json) values (?, 0, ?)
    on conflict (id) do update set
      base_json = iif(contact.number = 0, null, coalesce(contact.base_json, contact.json)),
      json = excluded.json
  `);
  const uncover = db.prepare<[string]>(
    'update contact set json = base_json, base_json = null where id = ?',
  );
  const writeText = db.prepare<[string, string, string, string, number, string | null]>(`
    insert into contact_text (contact_id, words, digits, name_key, made_at, owner_id)
    values (?, ?, ?, ?, ?, ?)
    on conflict (contact_id) do update set words = excluded.words, digits = excluded.digits,
      name_key = excluded.name_key, made_at = excluded.made_at, owner_id = excluded.owner_id
    where (excluded.words, excluded.digits, excluded.name_key, excluded.made_at)
      <> (contact_text.words, contact_text.digits, contact_text.name_key, contact_text.made_at)
      or excluded.owner_id is not contact_text.owner_id
  `);
  const tagsOf = db
    .prepare<[string], string>('select tag_id from contact_tag where contact_id = ?')
    .pluck();
  const tag = db.prepare<[string, string]>(
    'insert or ignore into contact_tag (tag_id, contact_id) values (?, ?)',
  );
  const untag = db.prepare<[string]>('delete from contact_tag where contact_id = ?');
  const eraseText = db.prepare<[string]>('delete from contact_text where contact_id = ?');
  const erase = db.prepare<[string]>('delete from contact where id = ?');
  const remember = db.prepare<[string, string]>(
    'insert or replace into contact_gone (id, identities) values (?, ?)',
  );
  const gone = db
    .prepare<[string], Json<readonly ContactIdentity[]>>(
      'select identities from contact_gone where id = ?',
    )
    .pluck();
  const byWords = db
    .prepare<[string], string>(
      `select contact_id from contact_text where place in
         (select rowid from contact_words where contact_words match ?)`,
    )
    .pluck();
  const byDigits = db
    .prepare<[string], string>(
      `select contact_id from contact_text where place in
         (select rowid from contact_digits where contact_digits match ?)`,
    )
    .pluck();

  function index(record: ContactRecord): void {
    const { words, digits, nameKey } = contactText(record);
    writeText.run(record.id, words, digits, nameKey, record.createdAt, record.ownerId);
    const before = tagsOf.all(record.id);
    const { tagIds } = record;
    if (before.length === tagIds.length && tagIds.every((id) => before.includes(id))) return;
    untag.run(record.id);
    for (const id of tagIds) tag.run(id, record.id);
  }

  function forget(id: string): void {
    erase.run(id);
    eraseText.run(id);
    untag.run(id);
  }

  function get(id: string): ContactRecord | null {
    const json = one.get(id);
    return json === undefined ? null : decode(json);
  }

  return {
    ...createContactList(db),
    get,
    base: (id) => {
      const row = whole.get(id);
      return row === undefined || row.number === 0 ? null : decode(row.base ?? row.json);
    },
    put: (record, number) => {
      if (write.run(record.id, number, JSON.stringify(record)).changes === 0) return false;
      index(record);
      return true;
    },
    show: (record) => {
      overlay.run(record.id, JSON.stringify(record));
      index(record);
    },
    settle: (id) => {
      const row = whole.get(id);
      if (row === undefined) return;
      if (row.number === 0) forget(id);
      else if (row.base !== null) {
        uncover.run(id);
        index(decode(row.base));
      }
    },
    remove: (id, number) => {
      const row = whole.get(id);
      if (row === undefined || row.number >= number) return false;
      remember.run(id, JSON.stringify(decode(row.base ?? row.json).identities));
      forget(id);
      return true;
    },
    successorOf: (id) => {
      const identities = gone.get(id);
      if (identities === undefined) return null;
      for (const identity of decode(identities)) {
        const { address } = identity;
        const phrase = phraseOf(address);
        const found = (address.startsWith('+') ? byDigits : byWords).all(phrase).map(get);
        const successor = found.find((contact) =>
          contact?.identities.some((has) => sameIdentity(has, identity)),
        );
        if (successor !== undefined) return successor;
      }
      return null;
    },
  };
}
