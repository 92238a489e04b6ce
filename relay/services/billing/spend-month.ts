import { sql } from 'kysely';
import { amountNow, type Budget, EVERYTHING } from '../../../shared/domain/billing/budget.ts';
import { type Period, PERIODS, startOf } from '../../../shared/domain/billing/period.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { ReadHandler } from '../reads/handler.ts';
import { startsOf } from './periods.ts';
import { STALE_MS } from './reservations.ts';
import { type By, DAY_SUMS, GROUPS } from './spend-groups.ts';
import { monthAhead } from './month-ahead.ts';
import { loadTerms, type Terms } from './tariffs.ts';

const MOST_GROUPS = 200;

function largest(sums: readonly { readonly micro: number }[]): number {
  return Math.max(0, ...sums.map(({ micro }) => micro));
}

interface Line {
  readonly key: string;
  readonly label: string | null;
  readonly currency: string | null;
  readonly micro: number;
  readonly free: number;
  readonly unknown: number;
}

/** What a month cost so far, by one thing, and how much of each cap is used. */
export const spendMonth: ReadHandler<'spend.month'> = async ({ tx, now }, { month: asked, by }) => {
  const terms = await loadTerms(tx);
  const month = asked ?? terms.tariff.calendar.monthAt(now);
  const lines = await sumsBy(tx, month, by);
  const groups = [...Map.groupBy(lines, ({ key }) => key)].map(([key, same]) =>
    Object.assign({ key, label: same[0]?.label ?? '' }, together(same)),
  );
  groups.sort((one, other) => largest(other.sums) - largest(one.sums));
  const { sums, unknown } = together(lines);
  return {
    month,
    currency: terms.currency,
    sums,
    unknown,
    groups: groups.slice(0, MOST_GROUPS),
    groupsLeftOut: Math.max(0, groups.length - MOST_GROUPS),
    periods: await periodsNow(tx, terms, now),
    stale: await staleNow(tx, now),
    ...(await monthAhead(tx, terms, month, now)),
  };
};

async function sumsBy(
  { sql: db, tenantId }: TenantTransaction,
  month: string,
  by: By,
): Promise<readonly Line[]> {
  const kept = DAY_SUMS[by];
  const [first, last] = [`${month}-01`, `${month}-31`];
  if (kept !== undefined) {
    const { rows } = await sql<Line>`
      SELECT g.key, ${kept.label} AS label, g.currency, g.micro, g.free, g.unknown
      FROM (
        SELECT d.tenant_id, ${kept.key} AS key, nullif(d.currency, '') AS currency,
          sum(d.micro)::bigint AS micro, sum(d.free)::bigint AS free,
          sum(d.unknown)::bigint AS unknown
        FROM spend_days d
        WHERE d.tenant_id = ${tenantId} AND d.day >= ${first} AND d.day <= ${last}
        GROUP BY 1, 2, 3
      ) g ORDER BY 1, 3`.execute(db);
    return rows;
  }
  const { key, label } = GROUPS[by];
  const { rows } = await sql<Line>`
    SELECT ${key} AS key, min(${label}) AS label, l.currency, coalesce(sum(l.micro), 0)::bigint AS micro,
      count(*) FILTER (WHERE l.kind = 'free') AS free, count(*) FILTER (WHERE l.kind = 'unknown') - count(*) FILTER (WHERE l.adjusts = 'unknown') AS unknown
    FROM ledger_lines l
    WHERE l.tenant_id = ${tenantId} AND l.day >= ${first} AND l.day <= ${last}
    GROUP BY 1, 3 ORDER BY 1, 3`.execute(db);
  return rows;
}

function together(lines: readonly Line[]) {
  const sums = [...Map.groupBy(lines, ({ currency }) => currency)].flatMap(([currency, same]) =>
    currency === null ? [] : [{ currency, micro: same.reduce((sum, { micro }) => sum + micro, 0) }],
  );
  return {
    sums,
    free: lines.reduce((sum, { free }) => sum + free, 0),
    unknown: lines.reduce((sum, { unknown }) => sum + unknown, 0),
  };
}

async function periodsNow(
  { sql: db, tenantId }: TenantTransaction,
  { budgets, tariff }: Terms,
  now: number,
) {
  const today = tariff.calendar.dayAt(now);
  const rows = await db
    .selectFrom('spend_periods')
    .select(['period', 'starts_on', 'spent_micro', 'reserved_micro'])
    .where('tenant_id', '=', tenantId)
    .where('scope', '=', EVERYTHING)
    .where('starts_on', 'in', startsOf(today))
    .execute();
  const capOf = (by: Budget['setBy'], of: Period) => {
    const found = budgets.find(
      ({ setBy, scope, period }) => setBy === by && scope === EVERYTHING && period === of,
    );
    return found === undefined ? null : amountNow(found, now);
  };
  return PERIODS.map((period) => {
    const startsOn = startOf(period, today);
    const row = rows.find((each) => each.period === period && each.starts_on === startsOn);
    const { spent_micro: spent = 0, reserved_micro: reserved = 0 } = row ?? {};
    const [cap, operatorCap] = [capOf('tenant', period), capOf('operator', period)];
    return { period, startsOn, spent, reserved, cap, operatorCap };
  });
}

async function staleNow({ sql: db, tenantId }: TenantTransaction, now: number) {
  const { rows } = await sql<{ readonly count: number; readonly micro: number }>`
    SELECT count(*) AS count, coalesce(sum(micro), 0)::bigint AS micro FROM reservations
    WHERE tenant_id = ${tenantId} AND state = 'held' AND held_at < ${now - STALE_MS}`.execute(db);
  return rows[0] ?? { count: 0, micro: 0 };
}
