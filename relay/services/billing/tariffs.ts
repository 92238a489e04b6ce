import { sql } from 'kysely';
import { MARKETS, PUBLISHED_BOOK } from '../../../shared/data/billing/published.ts';
import { type Calendar, calendarOf } from '../../../shared/domain/billing/calendar.ts';
import type { Currency, ExchangeRate } from '../../../shared/domain/billing/money.ts';
import type { Period } from '../../../shared/domain/billing/period.ts';
import { type Tariff, tariffOf } from '../../../shared/domain/billing/tariff.ts';
import type { StoredContract } from '../../db/tables/billing.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

/** In which caps and sums are kept where a tenant has said nothing else. */
export const USUAL_CURRENCY: Currency = 'USD';

/** No more may be spent in a period than this. */
export interface Cap {
  readonly setBy: 'tenant' | 'operator';
  readonly period: Period;
  readonly micro: number;
}

/** How a tenant is billed, and up to what. */
export interface Terms {
  readonly tariff: Tariff;
  /** Of the caps and sums. */
  readonly currency: Currency;
  readonly exchangeRates: readonly ExchangeRate[];
  readonly caps: readonly Cap[];
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
    readonly caps: Partial<Record<Period, number>> | null;
  }>`
    SELECT t.time_zone, r.currency, r.contract, u.monthly_cap,
      (SELECT jsonb_object_agg(b.period, b.cap_micro) FROM budgets b WHERE b.tenant_id = t.id) AS caps
    FROM tenants t
    LEFT JOIN tenant_rates r ON r.tenant_id = t.id
    LEFT JOIN tenant_rules u ON u.tenant_id = t.id
    WHERE t.id = ${tenantId}`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error(`tenant ${tenantId} is not there`);
  const { time_zone: zone, contract, monthly_cap: operators, caps } = row;
  const own = (['day', 'week', 'month'] as const).flatMap((period): Cap[] => {
    const micro = caps?.[period];
    return micro === undefined ? [] : [{ setBy: 'tenant', period, micro }];
  });
  return {
    tariff: tariffOf(PUBLISHED_BOOK, MARKETS, calendar(zone), contract),
    currency: row.currency ?? USUAL_CURRENCY,
    exchangeRates: contract?.exchangeRates ?? [],
    caps:
      operators === null ? own : [...own, { setBy: 'operator', period: 'month', micro: operators }],
  };
}
