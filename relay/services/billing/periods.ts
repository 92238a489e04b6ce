import { sql } from 'kysely';
import type { Day } from '../../../shared/domain/billing/calendar.ts';
import { EVERYTHING, type Scope } from '../../../shared/domain/billing/budget.ts';
import { type Period, PERIODS, startOf } from '../../../shared/domain/billing/period.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

/* What was spent and reserved in a day, a week, a month. Rows are locked in one order, by scope,
 * period and first day, so that nobody waits for each other. */

/** The first days of the day, the week and the month. */
export type Starts = readonly string[];

/** The first days of the periods in which a day lies. */
export function startsOf(day: Day): Starts {
  return PERIODS.map((period) => startOf(period, day));
}

/** What a period comes to, or what is added to it; micro-units of the tenant's currency. */
export interface Sums {
  readonly spent: number;
  readonly reserved: number;
  /** Lines without a known price. */
  readonly unknown: number;
}

/** What is added to periods, by scope, period and first day. */
export type Changes = Map<
  string,
  { readonly scope: Scope; readonly period: Period; readonly start: string; sums: Sums }
>;

/** What periods come to, by scope and period. */
export type Totals = ReadonlyMap<string, Sums>;

/** Under which the sums of a scope's period are in totals. */
export const totalKey = (scope: Scope, period: Period): string => `${scope} ${period}`;

/**
 * Notes what is to be added to a day, its week and its month.
 *
 * @param scopes in which it counts beside everything
 */
export function addTo(
  changes: Changes,
  starts: Starts,
  more: Sums,
  scopes: readonly Scope[] = [],
): void {
  for (const scope of [EVERYTHING, ...scopes]) {
    for (const [index, period] of PERIODS.entries()) {
      const start = starts[index];
      if (start === undefined) continue;
      const key = `${scope} ${period} ${start}`;
      const before = changes.get(key)?.sums ?? { spent: 0, reserved: 0, unknown: 0 };
      const sums = {
        spent: before.spent + more.spent,
        reserved: before.reserved + more.reserved,
        unknown: before.unknown + more.unknown,
      };
      changes.set(key, { scope, period, start, sums });
    }
  }
}

/**
 * Locks the sums of a day, its week and its month to the end of the transaction.
 *
 * @param scopes which beside those of everything
 * @returns what they come to
 */
export async function lockSums(
  tx: TenantTransaction,
  starts: Starts,
  scopes: Iterable<Scope> = [],
): Promise<Totals> {
  const none: Changes = new Map();
  addTo(none, starts, { spent: 0, reserved: 0, unknown: 0 }, [...new Set(scopes)]);
  return changePeriods(tx, none);
}

/** What the sums of `lockSums` come to at this moment, without a lock. */
export async function readSums(
  { sql: db, tenantId }: TenantTransaction,
  starts: Starts,
  scopes: readonly Scope[],
): Promise<Totals> {
  const rows = await db
    .selectFrom('spend_periods')
    .select(['scope', 'period', 'spent_micro', 'reserved_micro', 'unknown_count'])
    .where('tenant_id', '=', tenantId)
    .where('scope', 'in', [EVERYTHING, ...scopes])
    .where('starts_on', 'in', starts)
    .execute();
  return new Map(
    rows.map(({ scope, period, spent_micro: spent, reserved_micro: reserved, ...row }) => [
      totalKey(scope, period),
      { spent, reserved, unknown: row.unknown_count },
    ]),
  );
}

/**
 * Adds to periods, and locks them to the end of the transaction: those of everything first. Scopes
 * without a budget have none.
 *
 * @returns what each comes to then; of several of one kind, the last
 */
export async function changePeriods(
  { sql: db, tenantId }: TenantTransaction,
  changes: Changes,
): Promise<Totals> {
  const sorted = [...changes].toSorted(([one], [other]) => (one < other ? -1 : 1));
  if (sorted.length === 0) return new Map();
  const given = sorted.map(([, { scope, period, start, sums }]) =>
    Object.assign({ scope, period, start }, sums),
  );
  const { rows } = await sql<Sums & { readonly scope: Scope; readonly period: Period }>`
    SELECT scope, period, spent, reserved, unknown
    FROM change_periods(${tenantId}::uuid, ${JSON.stringify(given)}::jsonb)`.execute(db);
  return new Map(rows.map(({ scope, period, ...sums }) => [totalKey(scope, period), sums]));
}
