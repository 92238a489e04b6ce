import { type RawBuilder, sql as raw } from 'kysely';
import { z } from 'zod';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { ContactId, TenantId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { Parts } from '../../parts.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Identity } from '../people/find-person.ts';

/** Rows of one page: the database is let go of between two. */
const PAGE = 500;

const page = z.array(z.object({ key: z.string(), row: z.record(z.string(), z.unknown()) }));

/** Numbers as text that sorts as they do. */
const sortable = (column: string) => raw`to_char(${raw.ref(column)}, 'FM00000000000000000000')`;

/** What the file holds, in its order: rows as `row`, and by what they are ordered as `key`. */
const SECTIONS: readonly {
  readonly name: string;
  readonly rows: (tenant: TenantId, contact: ContactId) => RawBuilder<unknown>;
}[] = [
  {
    name: 'contact',
    rows: (tenant, contact) => raw`
      SELECT '1' AS key, to_jsonb(c) AS row FROM contacts c
      WHERE c.tenant_id = ${tenant} AND c.id = ${contact}`,
  },
  {
    name: 'identities',
    rows: (tenant, contact) => raw`
      SELECT a.channel || a.address AS key, to_jsonb(a) AS row FROM contact_addresses a
      WHERE a.tenant_id = ${tenant} AND a.contact_id = ${contact}`,
  },
  {
    name: 'fields',
    rows: (tenant, contact) => raw`
      SELECT f.id::text AS key, jsonb_build_object('name', f.name, 'value', v.value) AS row
      FROM contacts c CROSS JOIN jsonb_each(c.fields) v
      JOIN contact_fields f ON f.tenant_id = c.tenant_id AND f.id::text = v.key
      WHERE c.tenant_id = ${tenant} AND c.id = ${contact}`,
  },
  {
    name: 'tags',
    rows: (tenant, contact) => raw`
      SELECT t.id::text AS key, jsonb_build_object('id', t.id, 'name', t.name) AS row
      FROM tags t JOIN contacts c ON c.tenant_id = t.tenant_id AND t.id = ANY (c.tag_ids)
      WHERE c.tenant_id = ${tenant} AND c.id = ${contact}`,
  },
  {
    name: 'consents',
    rows: (tenant, contact) => raw`
      SELECT ${sortable('e.at')} || e.id AS key, to_jsonb(e) AS row FROM consent_entries e
      WHERE e.tenant_id = ${tenant} AND e.contact_id = ${contact}`,
  },
  {
    name: 'conversations',
    rows: (tenant, contact) => raw`
      SELECT ${sortable('v.created_at')} || v.id AS key, to_jsonb(v) AS row FROM conversations v
      WHERE v.tenant_id = ${tenant} AND v.contact_id = ${contact}`,
  },
  {
    name: 'messages',
    rows: (tenant, contact) => raw`
      SELECT ${sortable('m.at')} || m.id AS key, to_jsonb(m) AS row FROM messages m
      JOIN conversations v ON v.tenant_id = m.tenant_id AND v.id = m.conversation_id
      WHERE m.tenant_id = ${tenant} AND v.contact_id = ${contact}`,
  },
  {
    name: 'media',
    rows: (tenant, contact) => raw`
      SELECT ${sortable('m.at')} || f.id AS key, to_jsonb(f) AS row FROM media f
      JOIN messages m ON m.tenant_id = f.tenant_id AND m.id = f.message_id
      JOIN conversations v ON v.tenant_id = m.tenant_id AND v.id = m.conversation_id
      WHERE f.tenant_id = ${tenant} AND v.contact_id = ${contact}`,
  },
  {
    name: 'notes',
    rows: (tenant, contact) => raw`
      SELECT ${sortable('n.at')} || n.id AS key, to_jsonb(n) AS row FROM notes n
      JOIN conversations v ON v.tenant_id = n.tenant_id AND v.id = n.conversation_id
      WHERE n.tenant_id = ${tenant} AND v.contact_id = ${contact}`,
  },
  {
    name: 'orders',
    rows: (tenant, contact) => raw`
      SELECT o.id::text AS key, to_jsonb(o) AS row FROM orders o
      WHERE o.tenant_id = ${tenant} AND o.contact_id = ${contact}`,
  },
  {
    name: 'orderEvents',
    rows: (tenant, contact) => raw`
      SELECT ${sortable('e.number')} AS key, to_jsonb(e) AS row FROM order_events e
      JOIN orders o ON o.tenant_id = e.tenant_id AND o.id = e.order_id
      WHERE e.tenant_id = ${tenant} AND o.contact_id = ${contact}`,
  },
  {
    name: 'charges',
    rows: (tenant, contact) => raw`
      SELECT ${sortable('l.number')} AS key, to_jsonb(l) AS row FROM ledger_lines l
      WHERE l.tenant_id = ${tenant} AND l.contact_id = ${contact}`,
  },
  {
    name: 'importRows',
    rows: (tenant, contact) => raw`
      SELECT r.import_id || ${sortable('r.number')} AS key,
        to_jsonb(r) || jsonb_build_object('header', i.header) AS row
      FROM contact_import_rows r
      JOIN contact_imports i ON i.tenant_id = r.tenant_id AND i.id = r.import_id
      WHERE r.tenant_id = ${tenant} AND r.contact_id = ${contact}`,
  },
  {
    // Without the network address, which is that of whoever did it.
    name: 'audit',
    rows: (tenant, contact) => raw`
      SELECT ${sortable('a.number')} AS key, to_jsonb(a) - 'address' AS row FROM audit_log a
      WHERE a.tenant_id = ${tenant} AND (a.subject_id = ${contact}::text OR a.subject_id IN (
        SELECT v.id::text FROM conversations v
        WHERE v.tenant_id = ${tenant} AND v.contact_id = ${contact}))`,
  },
];

/**
 * Everything that is kept of one person, as the text of one JSON file in pieces: an object with a
 * list per kind, whose rows are as they are stored (times in ms, amounts in millionths). Files are
 * named by their ids, without their bytes. That it was taken is put down in the audit log.
 *
 * @throws {RefusedError} `contact_not_found`, before the first piece
 */
export async function* exportPerson(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  { tenantId, personId }: Identity,
  contact: ContactId,
): AsyncGenerator<string> {
  const now = clock.now();
  await store.inTenant(tenantId, async (tx) => {
    const subject = { kind: 'contact', id: contact, label: await nameOf(tx, contact) };
    const asking = await tx.sql
      .selectFrom('people')
      .select('email')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', personId)
      .executeTakeFirst();
    const actor = { kind: 'person', id: personId, name: asking?.email ?? personId } as const;
    const entry = { at: now, actor, from: null, before: null, after: null };
    await writeAudit(tx, { ...entry, action: 'contact.export', subject });
  });
  yield `{"exportedAt":${JSON.stringify(new Date(now).toISOString())}`;
  for (const { name, rows } of SECTIONS) {
    yield `,\n${JSON.stringify(name)}:[`;
    let after = '';
    let isFirst = true;
    for (;;) {
      const last = after;
      // oxlint-disable-next-line no-await-in-loop -- one page after the other
      const found = await store.inTenant(tenantId, async ({ sql }) => {
        const asked = raw`
          SELECT key, row - 'tenant_id' - 'change_no' AS row
          FROM (${rows(tenantId, contact)}) AS found
          WHERE key COLLATE "C" > ${last} ORDER BY key COLLATE "C" LIMIT ${PAGE}`;
        return page.parse((await asked.execute(sql)).rows);
      });
      if (found.length > 0) {
        yield `${isFirst ? '\n' : ',\n'}${found.map(({ row }) => JSON.stringify(row)).join(',\n')}`;
      }
      isFirst &&= found.length === 0;
      after = found.at(-1)?.key ?? after;
      if (found.length < PAGE) break;
    }
    yield ']';
  }
  yield '}\n';
}

async function nameOf({ sql, tenantId }: TenantTransaction, contact: ContactId): Promise<string> {
  const found = await sql
    .selectFrom('contacts')
    .select('name')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', contact)
    .executeTakeFirst();
  if (found === undefined) throw new RefusedError('contact_not_found');
  return found.name;
}
