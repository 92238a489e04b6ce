import { sql as raw } from 'kysely';
import type { ImportMapping, ImportOptions } from '../../../../shared/contract/contact-import.ts';
import { type ContactImportId, contactId } from '../../../../shared/contract/ids.ts';
import { loadContacts } from '../../../db/records/contacts.ts';
import type { TenantTransaction } from '../../../db/tenant-transaction.ts';
import { writeAudit } from '../../audit/write-audit.ts';
import { lockReceiving } from '../../conversations/lock-receiving.ts';
import { columnsOf, lockContactRows } from '../contact-store.ts';
import { recordConsent } from '../record-consent.ts';
import { loadKnown } from './known.ts';
import {
  type NumberedRow,
  type Plan,
  type PlannedConsent,
  planRows,
  type RowOutcome,
  type There,
} from './plan-rows.ts';
import { type ReadRow, readRow } from './read-row.ts';

/** Rows of one transaction: what a lock on the tenant's receiving is held for. */
const AT_A_TIME = 500;

/**
 * Brings the next rows of an import in, in one transaction with the note of how far it is: however
 * often it is begun, by whichever relay, no row comes in twice.
 *
 * @param now ms on the relay's clock
 * @returns whether there is more to do
 */
export async function runBatch(
  tx: TenantTransaction,
  id: ContactImportId,
  now: number,
): Promise<boolean> {
  const { sql, tenantId } = tx;
  // Another relay may be at it.
  const job = await sql
    .selectFrom('contact_imports')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (job?.state !== 'running' || job.mapping === null || job.options === null) return false;
  const rows = await sql
    .selectFrom('contact_import_rows')
    .select(['number', 'cells'])
    .where('tenant_id', '=', tenantId)
    .where('import_id', '=', id)
    .where('number', '>=', job.next_row)
    .orderBy('number')
    .limit(AT_A_TIME)
    .execute();
  const { mapping, options } = job;
  const outcomes = rows.length === 0 ? [] : await bringIn(tx, rows, { mapping, options, now });
  const count = (wanted: RowOutcome['outcome']): number =>
    outcomes.filter(({ outcome }) => outcome === wanted).length;
  const sums = {
    created: job.created + count('created'),
    updated: job.updated + count('updated'),
    skipped: job.skipped + count('skipped'),
    failed: job.failed + count('failed'),
  };
  const more = rows.length === AT_A_TIME;
  const last = rows.at(-1)?.number ?? job.row_count;
  // The numbers are said twice: as a join alone, it reads every row of the file for each group.
  await raw`
    UPDATE contact_import_rows r SET outcome = o.outcome, message = o.message, contact_id = o.contact_id
    FROM jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb)
      AS o(number integer, outcome text, message text, contact_id uuid)
    WHERE r.tenant_id = ${tenantId} AND r.import_id = ${id} AND r.number = o.number
      AND r.number BETWEEN ${job.next_row} AND ${last}`.execute(sql);
  await sql
    .updateTable('contact_imports')
    .set({
      ...sums,
      next_row: last + 1,
      ...(more ? {} : { state: 'done', ended_at: now }),
    })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
  if (!more) {
    await writeAudit(tx, {
      at: now,
      actor: { kind: 'system', id: null, name: 'Casement' },
      from: null,
      action: 'contactImport.done',
      subject: { kind: 'contactImport', id, label: job.file_name ?? id },
      before: null,
      after: sums,
    });
  }
  return more;
}

interface Work {
  readonly mapping: ImportMapping;
  readonly options: ImportOptions;
  readonly now: number;
}

async function bringIn(
  tx: TenantTransaction,
  rows: readonly { readonly number: number; readonly cells: readonly string[] }[],
  { mapping, options, now }: Work,
): Promise<readonly RowOutcome[]> {
  const known = await loadKnown(tx);
  const read: readonly NumberedRow[] = rows.map(({ number, cells }) => ({
    number,
    row: readRow(cells, mapping, options, known),
  }));
  // A customer who writes at this moment must not become a second contact.
  await lockReceiving(tx);
  const there = await loadThere(
    tx,
    read.map(({ row }) => row),
  );
  const plan = planRows(read, options, there, now);
  await carryOut(tx, plan, now);
  return plan.outcomes;
}

async function loadThere(tx: TenantTransaction, rows: readonly ReadRow[]): Promise<There> {
  const { sql, tenantId } = tx;
  const phones = rows.flatMap(({ phone }) => phone ?? []);
  const externalIds = rows.flatMap(({ externalId }) => externalId ?? []);
  const addresses = await sql
    .selectFrom('contact_addresses')
    .select(['address', 'contact_id'])
    .where('tenant_id', '=', tenantId)
    .where('channel', 'in', ['whatsapp', 'sms'])
    .where('address', '=', (eb) => eb.fn.any(eb.val(phones)))
    .execute();
  const named =
    externalIds.length === 0
      ? []
      : await sql
          .selectFrom('contacts')
          .select('id')
          .where('tenant_id', '=', tenantId)
          .where('external_id', '=', (eb) => eb.fn.any(eb.val(externalIds)))
          .execute();
  const ids = [
    ...new Set([...addresses.map((one) => one.contact_id), ...named.map(({ id }) => id)]),
  ].map((id) => contactId.parse(id));
  if (ids.length > 0) await lockContactRows(tx, ids);
  const contacts = ids.length === 0 ? [] : await loadContacts(tx, ids);
  return {
    contacts: contacts.map(({ record }) => record),
    byPhone: new Map(addresses.map((one) => [one.address, one.contact_id])),
  };
}

async function carryOut(
  tx: TenantTransaction,
  { created, updated, added, consents }: Plan,
  now: number,
): Promise<void> {
  const { sql, tenantId } = tx;
  if (created.length > 0) {
    await sql
      .insertInto('contacts')
      .values(
        created.map((contact) => ({
          tenant_id: tenantId,
          id: contact.id,
          source: contact.source,
          ...columnsOf(contact, now),
        })),
      )
      .execute();
  }
  if (updated.length > 0) {
    const rows = updated.map((contact) => ({ id: contact.id, ...columnsOf(contact, now) }));
    await raw`
      UPDATE contacts c SET name = u.name, company = u.company, phone = u.phone,
        whatsapp_user_id = u.whatsapp_user_id, language = u.language, country = u.country,
        time_zone = u.time_zone, opt_in_whatsapp = u.opt_in_whatsapp, opt_in_sms = u.opt_in_sms,
        external_id = u.external_id, owner_id = u.owner_id, tag_ids = u.tag_ids,
        fields = u.fields::jsonb, updated_at = u.updated_at
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS u(id uuid, name text, company text,
        phone text, whatsapp_user_id text, language text, country text, time_zone text,
        opt_in_whatsapp text, opt_in_sms text, external_id text, owner_id uuid, tag_ids uuid[],
        fields text, updated_at bigint)
      WHERE c.tenant_id = ${tenantId} AND c.id = u.id`.execute(sql);
  }
  if (added.length > 0) {
    await sql
      .insertInto('contact_addresses')
      .values(
        added.map(({ channel, address, contactId: contact }) => ({
          tenant_id: tenantId,
          channel,
          address,
          contact_id: contact,
        })),
      )
      .execute();
  }
  await noteConsents(tx, consents, now);
  for (const { id } of [...created, ...updated]) tx.changed('contact', id);
}

async function noteConsents(
  tx: TenantTransaction,
  consents: readonly PlannedConsent[],
  now: number,
): Promise<void> {
  const given = consents.filter(({ state }) => state === 'opted_in');
  await raw`
    INSERT INTO consent_entries (tenant_id, id, contact_id, channel, state, source, evidence, at)
    SELECT ${tx.tenantId}, gen_random_uuid(), c."contactId", c.channel, c.state, c.source, c.evidence, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      AS c("contactId" uuid, channel text, state text, source text, evidence text)`.execute(tx.sql);
  // It holds for every contact with the same number, also those that are not in the file.
  for (const one of consents) {
    if (one.state === 'opted_out') await recordConsent(tx, one, null, now);
  }
}
