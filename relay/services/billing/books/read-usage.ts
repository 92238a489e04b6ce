import { sql } from 'kysely';
import { z } from 'zod';
import { tenantId } from '../../../../shared/contract/ids.ts';
import type { Store } from '../../../db/tenant-transaction.ts';
import type { Parts } from '../../../parts.ts';
import type { UsageRecord } from '../../../providers/provider.ts';
import { openAccount } from '../../sending/release.ts';

const DAY_MS = 24 * 3_600_000;
/** The provider changes what is past: late deliveries, corrections. */
const BACK_DAYS = 62;
const EVERY_MS = DAY_MS;
/** A reading that is not heard of for so long is over, as is one that has failed. */
const LEASE_MS = 10 * 60_000;

const due = z.object({ tenant_id: tenantId, account_id: z.uuid() });
type DueUsage = z.infer<typeof due>;

/** Accounts whose usage records are to be read now, of all tenants. @param now ms */
export async function dueUsage({ outside }: Store, now: number): Promise<readonly DueUsage[]> {
  const { rows } = await sql`
    SELECT tenant_id, account_id FROM casement.due_usage(${now}::bigint)`.execute(outside);
  return z.array(due).parse(rows);
}

/**
 * Reads the usage records of the last two months of an account, once a day, and puts them in the
 * place of what was read of those days before.
 */
export async function readUsage(
  parts: Pick<Parts, 'store' | 'clock' | 'provider' | 'vault'>,
  { tenant_id: tenant, account_id: accountId }: DueUsage,
): Promise<void> {
  const { store, clock, provider, vault } = parts;
  const now = clock.now();
  const account = await store.inTenant(tenant, async (tx) => {
    const isOurs = await takeUp(tx.sql, { tenant, accountId, now });
    return isOurs ? openAccount(tx, vault, accountId) : null;
  });
  if (account === null) return;
  const from = dayOf(now - BACK_DAYS * DAY_MS);
  const records = await provider.usageRecords(account, from, dayOf(now));
  await store.inTenant(tenant, async ({ sql: db }) => {
    await db
      .deleteFrom('usage_records')
      .where('tenant_id', '=', tenant)
      .where('provider_account_id', '=', accountId)
      .where('day', '>=', from)
      .execute();
    const rows = records.map((record) => rowOf(record));
    if (rows.length > 0) {
      await db
        .insertInto('usage_records')
        .values(
          rows.map((row) =>
            Object.assign({ tenant_id: tenant, provider_account_id: accountId }, row),
          ),
        )
        .execute();
    }
    await db
      .updateTable('usage_readings')
      .set((row) => ({
        due_at: now + EVERY_MS,
        read_at: now,
        read_from: row.fn.coalesce(row.ref('read_from'), row.val(from)),
      }))
      .where('tenant_id', '=', tenant)
      .where('provider_account_id', '=', accountId)
      .execute();
  });
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function rowOf({ day, category, kind, count, price: { micro, currency } }: UsageRecord) {
  return { day, category, kind, count, micro, currency };
}

async function takeUp(
  db: Parameters<Parameters<Store['inTenant']>[1]>[0]['sql'],
  { tenant, accountId, now }: { tenant: DueUsage['tenant_id']; accountId: string; now: number },
): Promise<boolean> {
  const row = await db
    .insertInto('usage_readings')
    .values({
      tenant_id: tenant,
      provider_account_id: accountId,
      due_at: now + LEASE_MS,
      read_at: null,
      read_from: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'provider_account_id'])
        .doUpdateSet({ due_at: now + LEASE_MS })
        .where('usage_readings.due_at', '<=', now),
    )
    .returning('tenant_id')
    .executeTakeFirst();
  return row !== undefined;
}
