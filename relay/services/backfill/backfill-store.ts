import { sql } from 'kysely';
import { z } from 'zod';
import { type TenantId, tenantId } from '../../../shared/contract/ids.ts';
import type { Store } from '../../db/tenant-transaction.ts';
import { LEASE_MS, pauseAfter } from './timing.ts';

/* Who reads which account's list, and how far it was read. A `due_at` further ahead than the
 * interval is a lease: somebody is reading. */

const due = z.object({ tenant_id: tenantId, account_id: z.uuid() });
export type DueBackfill = z.infer<typeof due>;

/** Accounts whose list is to be read at this moment, of all tenants. @param now ms */
export async function dueBackfills({ outside }: Store, now: number): Promise<DueBackfill[]> {
  const { rows } = await sql`
    SELECT tenant_id, account_id FROM casement.due_backfills(${now}::bigint)`.execute(outside);
  return z.array(due).parse(rows);
}

/** A reading that is under way; nobody else reads this account as long as it is kept. */
export interface Lease {
  readonly tenantId: TenantId;
  readonly accountId: string;
  /** ms; null: the account was never read. */
  readonly readUpTo: number | null;
  /** ms, when to read further back next. */
  readonly farDueAt: number;
  readonly failures: number;
  /** `due_at` as this reading has set it: whoever finds another has lost it. */
  readonly heldUntil: number;
}

/**
 * Brings forward what is not being read: a relay has just started, or leases that it found then
 * would have been renewed by now.
 *
 * @returns whether somebody reads one of the accounts, or did when it died
 */
export async function hasten(
  store: Store,
  tenant: TenantId,
  now: number,
  everyMs: number,
): Promise<boolean> {
  return store.inTenant(tenant, async ({ sql: db }) => {
    await db
      .updateTable('backfills')
      .set({ due_at: now })
      .where('tenant_id', '=', tenant)
      .where('due_at', '<=', now + everyMs)
      .execute();
    const held = await db
      .selectFrom('backfills')
      .select('provider_account_id')
      .where('tenant_id', '=', tenant)
      .where('due_at', '>', now + everyMs)
      .limit(1)
      .executeTakeFirst();
    return held !== undefined;
  });
}

/** Takes the reading of an account; null where it is not due, or somebody else reads it. */
export function takeUp(
  store: Store,
  { tenant_id: tenant, account_id: account }: DueBackfill,
  now: number,
  everyMs: number,
): Promise<Lease | null> {
  return store.inTenant(tenant, async ({ sql: db }) => {
    await db
      .insertInto('backfills')
      .values({ tenant_id: tenant, provider_account_id: account, due_at: now, far_due_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const heldUntil = now + everyMs + LEASE_MS;
    const row = await db
      .updateTable('backfills')
      .set({ due_at: heldUntil })
      .where('tenant_id', '=', tenant)
      .where('provider_account_id', '=', account)
      .where('due_at', '<=', now)
      .returning(['read_up_to', 'far_due_at', 'failures'])
      .executeTakeFirst();
    return row === undefined
      ? null
      : {
          tenantId: tenant,
          accountId: account,
          readUpTo: row.read_up_to,
          farDueAt: row.far_due_at,
          failures: row.failures,
          heldUntil,
        };
  });
}

async function write(
  store: Store,
  { tenantId: tenant, accountId, heldUntil }: Lease,
  values: {
    readonly due_at: number;
    readonly read_up_to?: number;
    readonly far_due_at?: number;
    readonly failures?: number;
  },
): Promise<boolean> {
  const { numUpdatedRows } = await store.inTenant(tenant, ({ sql: db }) =>
    db
      .updateTable('backfills')
      .set(values)
      .where('tenant_id', '=', tenant)
      .where('provider_account_id', '=', accountId)
      .where('due_at', '=', heldUntil)
      .executeTakeFirst(),
  );
  return numUpdatedRows > 0n;
}

/** Holds the reading for longer; null where it was lost. */
export async function renew(
  store: Store,
  lease: Lease,
  now: number,
  everyMs: number,
): Promise<Lease | null> {
  const heldUntil = Math.max(lease.heldUntil + 1, now + everyMs + LEASE_MS);
  return (await write(store, lease, { due_at: heldUntil })) ? { ...lease, heldUntil } : null;
}

/** Leaves the reading to whoever comes next: this relay stops. */
export async function letGo(store: Store, lease: Lease, now: number): Promise<void> {
  await write(store, lease, { due_at: now });
}

/** Ends the reading: everything up to this date is stored. */
export async function finish(
  store: Store,
  lease: Lease,
  end: { readonly dueAt: number; readonly readUpTo: number; readonly farDueAt: number },
): Promise<void> {
  await write(store, lease, {
    due_at: end.dueAt,
    read_up_to: end.readUpTo,
    far_due_at: end.farDueAt,
    failures: 0,
  });
}

/** Gives the reading up for now; it begins anew later, the longer the more often it failed. */
export async function giveUp(
  store: Store,
  lease: Lease,
  now: number,
  everyMs: number,
): Promise<void> {
  const failures = lease.failures + 1;
  await write(store, lease, { due_at: now + pauseAfter(failures, everyMs), failures });
}
