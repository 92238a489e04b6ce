import { sql } from 'kysely';
import type { Day } from '../../../shared/domain/billing/calendar.ts';
import { type Period, PERIODS, startOf } from '../../../shared/domain/billing/period.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

/* What was spent and reserved in a day, a week, a month. Rows are locked in one order, by period
 * and first day, so that nobody waits for each other. */

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

/** What is added to periods, by period and first day. */
export type Changes = Map<string, { readonly period: Period; readonly start: string; sums: Sums }>;

/** Notes what is to be added to a day, its week and its month. */
export function addTo(changes: Changes, starts: Starts, more: Sums): void {
  for (const [index, period] of PERIODS.entries()) {
    const start = starts[index];
    if (start === undefined) continue;
    const key = `${period} ${start}`;
    const before = changes.get(key)?.sums ?? { spent: 0, reserved: 0, unknown: 0 };
    const sums = {
      spent: before.spent + more.spent,
      reserved: before.reserved + more.reserved,
      unknown: before.unknown + more.unknown,
    };
    changes.set(key, { period, start, sums });
  }
}

/**
 * Adds to periods, and locks them to the end of the transaction.
 *
 * @returns what each comes to then, by period; of several of one kind, the last
 */
export async function changePeriods(
  { sql: db, tenantId }: TenantTransaction,
  changes: Changes,
): Promise<ReadonlyMap<Period, Sums>> {
  const sorted = [...changes].toSorted(([one], [other]) => (one < other ? -1 : 1));
  if (sorted.length === 0) return new Map();
  const given = sorted.map(([, { period, start, sums }]) => Object.assign({ period, start }, sums));
  const { rows } = await sql<Sums & { readonly period: Period }>`
    SELECT period, spent, reserved, unknown
    FROM change_periods(${tenantId}::uuid, ${JSON.stringify(given)}::jsonb)`.execute(db);
  return new Map(rows.map(({ period, ...sums }) => [period, sums]));
}
