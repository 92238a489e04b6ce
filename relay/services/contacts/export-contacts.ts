import { sql as raw } from 'kysely';
import type { PersonId, TagId } from '../../../shared/contract/ids.ts';
import { type ContactId, type ContactImportId, contactId } from '../../../shared/contract/ids.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { ContactFieldRecord, ContactRecord } from '../../../shared/contract/records.ts';
import { loadContacts } from '../../db/records/contacts.ts';
import type { Parts } from '../../parts.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Identity } from '../people/find-person.ts';
import { csvLines } from './csv-out.ts';

/** Contacts of one page: the database is let go of between two. */
const PAGE = 1000;

/** Which contacts are wanted; null: whatever it is. */
export interface ExportFilter {
  /** Words that all occur in name, company, number or external id. */
  readonly text: string;
  readonly tagId: TagId | null;
  readonly ownerId: PersonId | null;
}

const HEADER = [
  'id',
  'external id',
  'name',
  'profile name',
  'company',
  'phone',
  'whatsapp user id',
  'other numbers',
  'language',
  'country',
  'time zone',
  'owner',
  'tags',
  'whatsapp opt-in',
  'sms opt-in',
  'source',
  'created at',
];

interface Names {
  readonly fields: readonly Pick<ContactFieldRecord, 'id' | 'name'>[];
  readonly tags: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, string>;
}

/** Contacts as CSV, in pieces; what was taken is put down in the audit log. */
export async function* exportContacts(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  { tenantId, personId }: Identity,
  filter: ExportFilter,
): AsyncGenerator<string> {
  const names = await store.inTenant(tenantId, async (tx) => {
    const found = await loadNames(tx);
    await writeAudit(tx, {
      at: clock.now(),
      actor: { kind: 'person', id: personId, name: found.people.get(personId) ?? personId },
      from: null,
      action: 'contacts.export',
      subject: { kind: 'contact', id: null, label: 'contacts' },
      before: null,
      after: { ...filter },
    });
    return found;
  });
  // A mark, without which spreadsheets take UTF-8 for something else.
  yield `\uFEFF${csvLines([[...HEADER, ...names.fields.map(({ name }) => name)]])}`;
  let after: ContactId | null = null;
  do {
    const last: ContactId | null = after;
    const page: { readonly text: string; readonly next: ContactId | null } = await store.inTenant(
      tenantId,
      (tx) => pageAfter(tx, filter, names, last),
    );
    yield page.text;
    after = page.next;
  } while (after !== null);
}

async function pageAfter(
  tx: TenantTransaction,
  { text, tagId, ownerId }: ExportFilter,
  names: Names,
  after: ContactId | null,
): Promise<{ readonly text: string; readonly next: ContactId | null }> {
  let query = tx.sql.selectFrom('contacts').select('id').where('tenant_id', '=', tx.tenantId);
  if (after !== null) query = query.where('id', '>', after);
  if (tagId !== null) query = query.where(raw<boolean>`${tagId} = ANY (tag_ids)`);
  if (ownerId !== null) query = query.where('owner_id', '=', ownerId);
  for (const word of text.split(/\s+/u).filter((part) => part !== '')) {
    const pattern = `%${word.replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`;
    query = query.where(
      raw<boolean>`concat_ws(' ', name, profile_name, company, phone, external_id) ILIKE ${pattern}`,
    );
  }
  const ids = (await query.orderBy('id').limit(PAGE).execute()).map(({ id }) => id);
  const loaded = ids.length === 0 ? [] : await loadContacts(tx, ids);
  const byId = new Map(loaded.map(({ record }) => [record.id, record]));
  const rows = ids.flatMap((id) => {
    const contact = byId.get(id);
    return contact === undefined ? [] : [rowOf(contact, names)];
  });
  return { text: csvLines(rows), next: ids.length < PAGE ? null : (ids.at(-1) ?? null) };
}

function rowOf(contact: ContactRecord, { fields, tags, people }: Names): readonly string[] {
  const others = contact.identities
    .filter(({ address }) => address !== contact.phone && address !== contact.whatsappUserId)
    .map(({ channel, address }) => `${channel}:${address}`);
  return [
    contact.id,
    contact.externalId ?? '',
    contact.name,
    contact.profileName ?? '',
    contact.company ?? '',
    contact.phone ?? '',
    contact.whatsappUserId ?? '',
    others.join('; '),
    contact.language ?? '',
    contact.country ?? '',
    contact.timeZone ?? '',
    contact.ownerId === null ? '' : (people.get(contact.ownerId) ?? ''),
    contact.tagIds.flatMap((id) => tags.get(id) ?? []).join('; '),
    contact.optIn.whatsapp,
    contact.optIn.sms,
    contact.source,
    new Date(contact.createdAt).toISOString(),
    ...fields.map(({ id }) => String(contact.fields[id] ?? '')),
  ];
}

async function loadNames({ sql, tenantId }: TenantTransaction): Promise<Names> {
  const fields = await sql
    .selectFrom('contact_fields')
    .select(['id', 'name'])
    .where('tenant_id', '=', tenantId)
    .orderBy('id')
    .execute();
  const tags = await sql
    .selectFrom('tags')
    .select(['id', 'name'])
    .where('tenant_id', '=', tenantId)
    .execute();
  const people = await sql
    .selectFrom('people')
    .select(['id', 'email'])
    .where('tenant_id', '=', tenantId)
    .execute();
  return {
    fields,
    tags: new Map(tags.map(({ id, name }) => [id, name])),
    people: new Map(people.map(({ id, email }) => [id, email])),
  };
}

/**
 * What became of each row of an import, as CSV in pieces.
 *
 * @throws {RefusedError} `import_not_found`, before the first piece
 */
export async function* importResult(
  { store }: Pick<Parts, 'store'>,
  { tenantId }: Identity,
  id: ContactImportId,
): AsyncGenerator<string> {
  const found = await store.inTenant(tenantId, ({ sql }) =>
    sql
      .selectFrom('contact_imports')
      .select('header')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .where('state', '<>', 'receiving')
      .executeTakeFirst(),
  );
  if (found === undefined) throw new RefusedError('import_not_found');
  const { header } = found;
  yield `\uFEFF${csvLines([[...header, 'result', 'message', 'contact id']])}`;
  let last = 0;
  for (;;) {
    const after = last;
    const rows = await store.inTenant(tenantId, ({ sql }) =>
      sql
        .selectFrom('contact_import_rows')
        .select(['number', 'cells', 'outcome', 'message', 'contact_id'])
        .where('tenant_id', '=', tenantId)
        .where('import_id', '=', id)
        .where('number', '>', after)
        .orderBy('number')
        .limit(PAGE)
        .execute(),
    );
    yield csvLines(
      rows.map(({ cells, outcome, message, contact_id: contact }) => [
        ...header.map((_name, column) => cells[column] ?? ''),
        outcome ?? 'waiting',
        message ?? '',
        contact === null ? '' : contactId.parse(contact),
      ]),
    );
    if (rows.length < PAGE) return;
    last = rows.at(-1)?.number ?? last;
  }
}
