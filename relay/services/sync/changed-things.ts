import { sql } from 'kysely';
import { z } from 'zod';
import type { Cursor } from '../../../shared/contract/relay.ts';
import { ENTITIES } from '../../../shared/contract/records.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

const row = z.object({
  entity: z.enum(ENTITIES),
  id: z.uuid(),
  number: z.number(),
  removed: z.boolean(),
});
/** One entry of a tenant's log of changes. */
export type LoggedChange = z.infer<typeof row>;

/** The tables that are synchronised, as the log has them: the newest number of each row. */
const TABLES = [
  ['person', 'people'],
  ['sender', 'senders'],
  ['contact', 'contacts'],
  ['conversation', 'conversations'],
  ['message', 'messages'],
  ['template', 'templates'],
  ['tag', 'tags'],
  ['team', 'teams'],
  ['cannedReply', 'canned_replies'],
  ['contactField', 'contact_fields'],
  ['note', 'notes'],
  ['clearing', 'clearings'],
  ['templateDraft', 'template_drafts'],
  ['templateVersion', 'template_versions'],
  ['automation', 'automations'],
  ['scheduledMessage', 'scheduled_messages'],
] as const;

/**
 * What has changed after this number, in the order of the numbers.
 *
 * @param limit at most so many
 */
export async function changesAfter(
  tx: TenantTransaction,
  after: number,
  limit: number,
): Promise<readonly LoggedChange[]> {
  const { tenantId } = tx;
  // An index of numbered rows alone is used only where it is said that they have a number.
  const parts = TABLES.map(
    ([entity, table]) => sql`(
      SELECT ${sql.lit(entity)} AS entity, id, change_no AS number, false AS removed
      FROM ${sql.table(table)} WHERE tenant_id = ${tenantId} AND change_no > ${after} AND change_no > 0
      ORDER BY change_no LIMIT ${limit})`,
  );
  const { rows } = await sql`
    (SELECT 'tenant' AS entity, id, change_no AS number, false AS removed
     FROM tenants WHERE id = ${tenantId} AND change_no > ${after})
    UNION ALL
    (SELECT entity, id, change_no, true FROM removals
     WHERE tenant_id = ${tenantId} AND change_no > ${after} ORDER BY change_no LIMIT ${limit})
    UNION ALL ${sql.join(parts, sql` UNION ALL `)}
    ORDER BY number LIMIT ${limit}`.execute(tx.sql);
  return z.array(row).parse(rows);
}

/** Where the tenant's log of changes ends. */
export async function readHead(tx: TenantTransaction): Promise<Cursor> {
  const { head } = await readLog(tx);
  return head;
}

/** The end of the tenant's log of changes, and the number up to which removals may be missing. */
export async function readLog(
  tx: TenantTransaction,
): Promise<{ readonly head: Cursor; readonly completeFrom: number }> {
  const log = await tx.sql
    .selectFrom(['log_epoch', 'tenant_counters'])
    .select(['epoch', 'last_change as number', 'complete_from'])
    .where('tenant_id', '=', tx.tenantId)
    .executeTakeFirstOrThrow();
  return {
    head: { epoch: log.epoch, number: log.number },
    completeFrom: log.complete_from,
  };
}
