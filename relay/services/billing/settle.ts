import type { TenantId } from '../../../shared/contract/ids.ts';
import { faultOf } from '../../fault-of.ts';
import type { Parts } from '../../parts.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { allTenants } from '../accounts/accounts.ts';
import { billMessages } from './bill-messages.ts';
import { changedMessages } from './changed-messages.ts';
import { releaseOld } from './reservations.ts';

/* Settling follows the log of changes: whatever has become of a message, by whatever way it came,
 * its last change has a number that is read here after its commit. */

const AT_A_TIME = 300;

/**
 * Settles what has happened to messages since the last time. Any number of relays may do so at a
 * time: each tenant is with one.
 *
 * @param tenants by default all
 * @returns those that could not be settled now
 */
export async function settleSpend(
  parts: Pick<Parts, 'store' | 'clock' | 'log'>,
  tenants?: Iterable<TenantId>,
): Promise<readonly TenantId[]> {
  const left: TenantId[] = [];
  for (const id of tenants ?? (await allTenants(parts))) {
    try {
      if (!(await settleTenant(parts, id))) left.push(id);
    } catch (error) {
      // The others are settled all the same.
      parts.log.error({ event: 'settling_failed', tenantId: id, fault: faultOf(error) });
      left.push(id);
    }
  }
  return left;
}

/** @returns false: another relay is at it, and may have begun before the last change */
async function settleTenant(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  id: TenantId,
): Promise<boolean> {
  let some: number | null = AT_A_TIME;
  while (some === AT_A_TIME) {
    some = await store.inTenant(id, (tx) => settleSome(tx, clock.now()));
  }
  return some !== null;
}

/** @returns how many messages were looked at; null: another relay is at it */
async function settleSome(tx: TenantTransaction, now: number): Promise<number | null> {
  const cursor = await takeCursor(tx);
  if (cursor === null) return null;
  // Read first: every change up to it is committed, and there for what is read next.
  const { last_change: head } = await tx.sql
    .selectFrom('tenant_counters')
    .select('last_change')
    .where('tenant_id', '=', tx.tenantId)
    .executeTakeFirstOrThrow();
  const messages = await changedMessages(tx, cursor, head, AT_A_TIME);
  await billMessages(tx, messages, now);
  await releaseOld(tx, now);
  const last = messages.length < AT_A_TIME ? head : messages.at(-1)?.changeNo;
  await tx.sql
    .updateTable('billing_cursors')
    .set({ change_no: last ?? head })
    .where('tenant_id', '=', tx.tenantId)
    .execute();
  return messages.length;
}

async function takeCursor({ sql: db, tenantId: tenant }: TenantTransaction) {
  await db
    .insertInto('billing_cursors')
    .values({ tenant_id: tenant, change_no: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db
    .selectFrom('billing_cursors')
    .select('change_no')
    .where('tenant_id', '=', tenant)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row?.change_no ?? null;
}
