import { sql } from 'kysely';
import { type Scope } from '../../../../shared/domain/billing/budget.ts';
import { totalIn } from '../../../../shared/domain/billing/money.ts';
import { type Period, PERIODS, startOf } from '../../../../shared/domain/billing/period.ts';
import type { TenantTransaction } from '../../../db/tenant-transaction.ts';
import type { LedgerLines } from '../../../db/tables/billing.ts';
import type { Terms } from '../tariffs.ts';

/**
 * Counts what was spent and is reserved in this period under a scope that has had no budget so far.
 * The sums of everything are held from before the budget is there until the transaction ends: what
 * is settled or reserved meanwhile comes after it, and counts.
 *
 * @param now ms
 */
export async function fillScope(
  tx: TenantTransaction,
  { tariff, currency, exchangeRates }: Terms,
  scope: Scope,
  period: Period,
  now: number,
): Promise<void> {
  const { sql: db, tenantId } = tx;
  const start = startOf(period, tariff.calendar.dayAt(now));
  const place = PERIODS.indexOf(period) + 1;
  const { rows } = await sql<Pick<LedgerLines, 'currency'> & { micro: number; unknown: number }>`
    SELECT l.currency, coalesce(sum(l.micro), 0)::bigint AS micro,
      count(*) FILTER (WHERE l.kind = 'unknown')
        - count(*) FILTER (WHERE l.adjusts = 'unknown') AS unknown
    FROM ledger_lines l
    LEFT JOIN reservations r ON r.tenant_id = l.tenant_id AND r.message_id = l.message_id
    WHERE l.tenant_id = ${tenantId} AND l.day >= ${start}
      AND coalesce(r.starts_on[${place}::int], CASE ${period}
        WHEN 'day' THEN l.day WHEN 'month' THEN left(l.day, 7) || '-01'
        ELSE date_trunc('week', l.day::date)::date::text END) = ${start}
      AND ${scope} = ANY (scopes_of_line(l))
    GROUP BY 1`.execute(db);
  const { rows: held } = await sql<{ micro: number }>`
    SELECT coalesce(sum(micro), 0)::bigint AS micro FROM reservations
    WHERE tenant_id = ${tenantId} AND state = 'held' AND starts_on[${place}::int] = ${start}
      AND ${scope} = ANY (scopes)`.execute(db);
  let spent = 0;
  let unknown = 0;
  for (const { currency: of, micro, unknown: without } of rows) {
    unknown += without;
    if (of === null) continue;
    const total = totalIn(currency, [{ micro, currency: of }], exchangeRates);
    if (total === null) unknown += 1;
    else spent += total.micro;
  }
  await db
    .deleteFrom('spend_periods')
    .where('tenant_id', '=', tenantId)
    .where('scope', '=', scope)
    .where('period', '=', period)
    .execute();
  await db
    .insertInto('spend_periods')
    .values({
      tenant_id: tenantId,
      scope,
      period,
      starts_on: start,
      spent_micro: spent,
      reserved_micro: held[0]?.micro ?? 0,
      unknown_count: unknown,
    })
    .execute();
}
