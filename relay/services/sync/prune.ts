import { sql } from 'kysely';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { Parts } from '../../parts.ts';
import { allTenants } from '../accounts/accounts.ts';
import { ANSWERS_KEPT_MS } from '../rest/idempotency.ts';
import { EARLY_STATUS_KEPT_MS } from '../sending/timing.ts';

const DAY_MS = 24 * 60 * 60_000;
/** A desktop that was away for longer loads everything anew. */
export const REMOVALS_KEPT_MS = 90 * DAY_MS;
/** A desktop may repeat a command for so long; later it would have another effect. */
export const COMMANDS_KEPT_MS = 180 * DAY_MS;

/**
 * Forgets removals, commands, answers to programs and statuses of unknown messages that are older
 * than they need to be, once a day: the relay that moves the date on does it for all.
 *
 * @returns whether it was this relay's turn
 */
export async function prune(parts: Pick<Parts, 'store' | 'clock'>): Promise<boolean> {
  const { store, clock } = parts;
  const now = clock.now();
  const { numUpdatedRows: taken } = await store.outside
    .updateTable('relay_work')
    .set({ due_at: now + DAY_MS })
    .where('name', '=', 'prune')
    .where('due_at', '<=', now)
    .executeTakeFirst();
  if (taken === 0n) return false;
  for (const tenantId of await allTenants(parts)) {
    await store.inTenant(tenantId, (tx) => pruneTenant(tx, now));
  }
  return true;
}

async function pruneTenant(tx: TenantTransaction, now: number): Promise<void> {
  const { sql: db, tenantId } = tx;
  await db
    .deleteFrom('commands')
    .where('tenant_id', '=', tenantId)
    .where('at', '<', now - COMMANDS_KEPT_MS)
    .execute();
  await db
    .deleteFrom('api_requests')
    .where('tenant_id', '=', tenantId)
    .where('at', '<', now - ANSWERS_KEPT_MS)
    .execute();
  await db
    .deleteFrom('early_statuses')
    .where('tenant_id', '=', tenantId)
    .where('received_at', '<', now - EARLY_STATUS_KEPT_MS)
    .execute();
  const old = await db
    .selectFrom('log_marks')
    .select(['at', 'number'])
    .where('tenant_id', '=', tenantId)
    .where('at', '<=', now - REMOVALS_KEPT_MS)
    .orderBy('at', 'desc')
    .executeTakeFirst();
  if (old !== undefined) {
    const removed = await db
      .deleteFrom('removals')
      .where('tenant_id', '=', tenantId)
      .where('change_no', '<=', old.number)
      .returning('change_no')
      .execute();
    const highest = Math.max(0, ...removed.map(({ change_no: number }) => number));
    await db
      .updateTable('tenant_counters')
      .set({ complete_from: sql<number>`greatest(complete_from, ${highest}::bigint)` })
      .where('tenant_id', '=', tenantId)
      .execute();
    await db
      .deleteFrom('log_marks')
      .where('tenant_id', '=', tenantId)
      .where('at', '<=', old.at)
      .execute();
  }
  // Whatever has a number by now was there by now.
  await db
    .insertInto('log_marks')
    .columns(['tenant_id', 'at', 'number'])
    .expression((eb) =>
      eb
        .selectFrom('tenant_counters')
        .select(['tenant_id', eb.val(now).as('at'), 'last_change as number'])
        .where('tenant_id', '=', tenantId),
    )
    .onConflict((conflict) => conflict.columns(['tenant_id', 'at']).doNothing())
    .execute();
}
