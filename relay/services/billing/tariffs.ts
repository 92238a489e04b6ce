import { sql } from 'kysely';
import { MARKETS, PUBLISHED_BOOK } from '../../../shared/data/billing/published.ts';
import { type Calendar, calendarOf } from '../../../shared/domain/billing/calendar.ts';
import type { Currency, ExchangeRate } from '../../../shared/domain/billing/money.ts';
import { type Budget, EVERYTHING } from '../../../shared/domain/billing/budget.ts';
import type { Period } from '../../../shared/domain/billing/period.ts';
import { type Tariff, tariffOf } from '../../../shared/domain/billing/tariff.ts';
import type { StoredContract } from '../../db/tables/billing.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

/** In which caps and sums are kept where a tenant has said nothing else. */
export const USUAL_CURRENCY: Currency = 'USD';

/** How a tenant is billed, and up to what. */
export interface Terms {
  readonly tariff: Tariff;
  /** Of the caps and sums. */
  readonly currency: Currency;
  readonly exchangeRates: readonly ExchangeRate[];
  readonly budgets: readonly Budget[];
  /** What is reserved where nobody knows the price; null: such a send stops where a budget is. */
  readonly ceiling: number | null;
  readonly hasTeams: boolean;
}

/** As JSON has them. */
interface StoredBudget {
  readonly scope: string;
  readonly period: Period;
  readonly cap_micro: number;
  readonly stops: Budget['stops'];
  readonly override_micro: number | null;
  readonly override_until: number | null;
}

/** Making one takes longer than all the rest; there are as many as time zones. */
const calendars = new Map<string, Calendar>();

function calendar(zone: string): Calendar {
  const known = calendars.get(zone) ?? calendarOf(zone);
  calendars.set(zone, known);
  return known;
}

/** The terms of a tenant, as they are now. */
export async function loadTerms({ sql: db, tenantId }: TenantTransaction): Promise<Terms> {
  const { rows } = await sql<{
    readonly time_zone: string;
    readonly currency: Currency | null;
    readonly contract: StoredContract | null;
    readonly monthly_cap: number | null;
    readonly override_micro: number | null;
    readonly override_until: number | null;
    readonly ceiling: number | null;
    readonly has_teams: boolean;
    readonly budgets: readonly StoredBudget[];
  }>`
    SELECT t.time_zone, r.currency, r.contract, u.monthly_cap,
      u.monthly_cap_override AS override_micro, u.monthly_cap_override_until AS override_until,
      (SELECT c.micro FROM price_ceilings c WHERE c.tenant_id = t.id) AS ceiling,
      EXISTS (SELECT FROM teams e WHERE e.tenant_id = t.id) AS has_teams,
      (SELECT coalesce(jsonb_agg(b ORDER BY b.scope, b.period), '[]') FROM budgets b
        WHERE b.tenant_id = t.id) AS budgets
    FROM tenants t
    LEFT JOIN tenant_rates r ON r.tenant_id = t.id
    LEFT JOIN tenant_rules u ON u.tenant_id = t.id
    WHERE t.id = ${tenantId}`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error(`tenant ${tenantId} is not there`);
  const { time_zone: zone, contract, monthly_cap: operators, ceiling } = row;
  const own = row.budgets.map(({ scope, period, cap_micro: micro, stops, ...stored }): Budget => {
    const override = overrideOf(stored);
    return { setBy: 'tenant', scope, period, micro, stops, override };
  });
  const theirs: readonly Budget[] =
    operators === null
      ? []
      : [
          {
            setBy: 'operator',
            scope: EVERYTHING,
            period: 'month',
            micro: operators,
            stops: {},
            override: overrideOf(row),
          },
        ];
  return {
    tariff: tariffOf(PUBLISHED_BOOK, MARKETS, calendar(zone), contract),
    currency: row.currency ?? USUAL_CURRENCY,
    exchangeRates: contract?.exchangeRates ?? [],
    budgets: [...own, ...theirs],
    ceiling,
    hasTeams: row.has_teams,
  };
}

function overrideOf({
  override_micro: micro,
  override_until: until,
}: Pick<StoredBudget, 'override_micro' | 'override_until'>): Budget['override'] {
  return micro === null || until === null ? null : { micro, until };
}
