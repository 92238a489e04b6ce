import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { pauseAfter } from './back-off.ts';
import type { Claimed } from './claim.ts';
import type { Outcome } from './post.ts';

/** The endpoint wants nothing any more. Source: Standard Webhooks, on 410 Gone. */
const GONE = 410;

/** Puts down what came of an attempt; nothing where a later one has begun meanwhile. */
export async function recordOutcome(
  tx: TenantTransaction,
  { number, endpointId, attempts, tries }: Claimed,
  outcome: Outcome,
  now: number,
): Promise<void> {
  const { sql, tenantId } = tx;
  const status = 'status' in outcome ? outcome.status : null;
  const isTaken = status !== null && status >= 200 && status < 300;
  const pause = isTaken || status === GONE ? null : pauseAfter(tries);
  const state = isTaken ? 'delivered' : pause === null ? 'dead' : 'waiting';
  const { numUpdatedRows } = await sql
    .updateTable('deliveries')
    .set({
      state,
      due_at: now + (pause ?? 0),
      last_status: status,
      last_error: 'error' in outcome ? outcome.error : null,
      ended_at: state === 'waiting' ? null : now,
    })
    .where('tenant_id', '=', tenantId)
    .where('number', '=', number)
    .where('state', '=', 'waiting')
    .where('attempts', '=', attempts)
    .executeTakeFirst();
  if (numUpdatedRows === 0n || status !== GONE) return;
  await sql
    .updateTable('endpoints')
    .set({ is_on: false, gone_at: now })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', endpointId)
    .execute();
}
