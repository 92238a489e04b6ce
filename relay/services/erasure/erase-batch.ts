import { type RawBuilder, sql as raw } from 'kysely';
import { z } from 'zod';
import { messageId } from '../../../shared/contract/ids.ts';
import { erasureCounts, type ErasureCounts } from '../../../shared/contract/reads/erasures.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { deleteMessages } from '../retention/clear-batch.ts';
import { certificateText, type Seal } from './certificate.ts';
import { scrubCopies } from './scrub-copies.ts';
import { tellDesktops } from './tell-desktops.ts';

const BATCH = 500;
const found = z.array(z.object({ id: messageId, files: z.coerce.number() }));
const left = z.array(z.object({ count: z.coerce.number() }));

/** How an erasure goes on: `waiting` for the provider or for billing, which both still need rows. */
export type Step = 'more' | 'waiting' | 'done';

/**
 * The next part of an erasure, in one transaction with the note of how far it is: it goes on after
 * a crash where it was, whichever relay does it.
 *
 * @param now ms on the relay's clock
 */
export async function eraseBatch(
  tx: TenantTransaction,
  id: string,
  now: number,
  seal: Seal,
): Promise<Step> {
  const { sql, tenantId } = tx;
  const job = await sql
    .selectFrom('erasures')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (job === undefined || job.needles === null) return 'done';
  const counts = erasureCounts.parse(job.counts);
  const conversations = job.conversation_ids;
  await sql
    .selectFrom('conversations')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where(raw<boolean>`id = ANY(${conversations}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute();
  // A call under way has its answer written first, and what was billable is billed first.
  const { rows } = await raw`
    SELECT m.id, (SELECT count(*) FROM media f WHERE f.tenant_id = m.tenant_id AND f.message_id = m.id) AS files
    FROM messages m WHERE m.tenant_id = ${tenantId} AND m.conversation_id = ANY(${conversations}::uuid[])
      AND NOT EXISTS (SELECT FROM sends s WHERE s.tenant_id = m.tenant_id AND s.message_id = m.id
        AND s.state IN ('calling', 'in_doubt'))
      AND m.change_no <= coalesce((SELECT change_no FROM billing_cursors b WHERE b.tenant_id = m.tenant_id), 0)
    ORDER BY m.id LIMIT ${BATCH} FOR UPDATE OF m`.execute(sql);
  const messages = found.parse(rows);
  if (messages.length > 0) {
    const ids = messages.map((one) => one.id);
    await scrubCopies(tx, ids, []);
    await deleteMessages(tx, ids);
    const files = messages.reduce((sum, one) => sum + one.files, 0);
    await note(tx, id, add(add(counts, 'messages', ids.length), 'files', files));
    return 'more';
  }
  const { rows: still } = await raw`
    SELECT count(*) AS count FROM messages WHERE tenant_id = ${tenantId}
      AND conversation_id = ANY(${conversations}::uuid[])`.execute(sql);
  if ((left.parse(still)[0]?.count ?? 0) > 0) return 'waiting';
  const waiting = await sql
    .selectFrom('scheduled_messages')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where(raw<boolean>`conversation_id = ANY(${conversations}::uuid[])`)
    .execute();
  for (const one of waiting) tx.removed('scheduledMessage', one.id);
  const contacts = raw`${job.contact_ids}::uuid[]`;
  await scrubCopies(tx, [...job.contact_ids, ...conversations, id], job.needles);
  let sum = counts;
  for (const [kind, deletion] of deletions(tenantId, contacts, raw`${conversations}::uuid[]`)) {
    const { numAffectedRows = 0n } = await deletion.execute(sql);
    if (kind !== null) sum = add(sum, kind, Number(numAffectedRows));
  }
  const lines = await raw`
    SELECT count(*) AS count FROM ledger_lines
    WHERE tenant_id = ${tenantId} AND contact_id = ANY(${contacts})`.execute(sql);
  const person = await sql
    .selectFrom('people')
    .select('name')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', job.person_id)
    .executeTakeFirstOrThrow();
  const certificate = certificateText({
    id,
    reference: job.reference,
    by: { name: person.name, role: job.person_role },
    askedAt: job.asked_at,
    doneAt: now,
    deleted: sum,
    billingLines: left.parse(lines.rows)[0]?.count ?? 0,
  });
  await sql
    .updateTable('erasures')
    .set({ counts: JSON.stringify(sum), needles: null, done_at: now })
    .set({ certificate, signature: seal.sign(certificate) })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
  tx.removed('contact', job.contact_id);
  for (const one of conversations) tx.removed('conversation', one);
  await tellDesktops(tx, id, job.contact_ids, conversations);
  return 'done';
}

function add(counts: ErasureCounts, kind: string, more: number): ErasureCounts {
  return { ...counts, [kind]: (counts[kind] ?? 0) + more };
}

async function note({ sql, tenantId }: TenantTransaction, id: string, counts: ErasureCounts) {
  await sql
    .updateTable('erasures')
    .set({ counts: JSON.stringify(counts) })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
}

/** What goes with the contact, and as what it is counted; null: it is not. */
function deletions(
  tenant: string,
  contacts: RawBuilder<unknown>,
  conversations: RawBuilder<unknown>,
): readonly (readonly [string | null, RawBuilder<unknown>])[] {
  const theirs = raw`SELECT id FROM orders WHERE tenant_id = ${tenant} AND contact_id = ANY(${contacts})`;
  return [
    [
      'notes',
      raw`DELETE FROM notes WHERE tenant_id = ${tenant} AND conversation_id = ANY(${conversations})`,
    ],
    [
      'scheduledMessages',
      raw`DELETE FROM scheduled_messages WHERE tenant_id = ${tenant} AND conversation_id = ANY(${conversations})`,
    ],
    [
      'automationRuns',
      raw`DELETE FROM automation_runs WHERE tenant_id = ${tenant} AND event_number IN (
        SELECT number FROM order_events WHERE tenant_id = ${tenant} AND order_id IN (${theirs}))`,
    ],
    [
      'orderEvents',
      raw`DELETE FROM order_events WHERE tenant_id = ${tenant} AND order_id IN (${theirs})`,
    ],
    [
      'orders',
      raw`DELETE FROM orders WHERE tenant_id = ${tenant} AND contact_id = ANY(${contacts})`,
    ],
    [
      'consentEntries',
      raw`DELETE FROM consent_entries WHERE tenant_id = ${tenant} AND contact_id = ANY(${contacts})`,
    ],
    [
      null,
      raw`DELETE FROM billing_pairs WHERE tenant_id = ${tenant} AND conversation_id = ANY(${conversations})`,
    ],
    [
      'conversations',
      raw`DELETE FROM conversations WHERE tenant_id = ${tenant} AND id = ANY(${conversations})`,
    ],
    [
      null,
      raw`DELETE FROM merged WHERE tenant_id = ${tenant}
        AND (kept_id = ANY(${contacts}) OR kept_id = ANY(${conversations}))`,
    ],
    ['contacts', raw`DELETE FROM contacts WHERE tenant_id = ${tenant} AND id = ANY(${contacts})`],
  ];
}
