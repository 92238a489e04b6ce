import { contactText } from '../contact-text.ts';
import { type Json, decode } from '../decode.ts';
import { createContactTriggers, dropContactTriggers } from '../search-triggers.ts';
import type { ContactRecord } from '../../../shared/contract/records.ts';
import type { Db } from '../sqlite.ts';

interface Row {
  readonly id: string;
  readonly json: Json<ContactRecord>;
}

/** All contacts of the company, in their orders, and the person's own work on them. */
export function contactTables(db: Db): void {
  dropContactTriggers(db);
  db.exec(`
    -- As with conversations: json is what the person sees. base_json is what the relay said, where
    -- the person's own work changes it. number 0: made here, and the relay has not told of it yet.
    alter table contact add column base_json text;

    -- On which contacts the commands of the outbox work.
    create table contact_work (
      contact_id text not null, command_seq integer not null,
      primary key (contact_id, command_seq)
    ) strict, without rowid;
    create index contact_work_by_command on contact_work (command_seq);
    create trigger contact_work_done after delete on outbox begin
      delete from contact_work where command_seq = old.seq;
    end;

    -- Where contacts could be reached that are gone: whoever is reached there now is the same.
    create table contact_gone (id text primary key, identities text not null) strict, without rowid;

    create table contact_tag (
      tag_id text not null, contact_id text not null, primary key (tag_id, contact_id)
    ) strict, without rowid;
    create index contact_tag_by_contact on contact_tag (contact_id);

    -- words are folded now, each token between spaces, so that they can be looked through in the
    -- order of a list without asking the index.
    delete from contact_text;
    insert into contact_words (contact_words) values ('delete-all');
    insert into contact_digits (contact_digits) values ('delete-all');
    alter table contact_text add column name_key text not null default '';
    alter table contact_text add column made_at integer not null default 0;
    alter table contact_text add column owner_id text;
    create index contact_by_name on contact_text (name_key, contact_id, owner_id, words, digits);
    create index contact_by_age on contact_text (made_at, contact_id, owner_id);
    create index contact_by_owner on contact_text (owner_id, name_key, contact_id)
    where owner_id is not null;
  `);
  createContactTriggers(db);
  const write = db.prepare<[string, string, string, string, number, string | null]>(`
    insert into contact_text (contact_id, words, digits, name_key, made_at, owner_id)
    values (?, ?, ?, ?, ?, ?)
  `);
  const tag = db.prepare<[string, string]>(
    'insert or ignore into contact_tag (tag_id, contact_id) values (?, ?)',
  );
  for (const { id, json } of db.prepare<[], Row>('select id, json from contact').all()) {
    // Written by an earlier program: what came later is not there yet.
    const record: Pick<ContactRecord, 'name' | 'profileName' | 'company' | 'phone'> &
      Partial<ContactRecord> = decode(json);
    const { words, digits, nameKey } = contactText(record);
    write.run(id, words, digits, nameKey, record.createdAt ?? 0, record.ownerId ?? null);
    for (const tagId of record.tagIds ?? []) tag.run(tagId, id);
  }
}
