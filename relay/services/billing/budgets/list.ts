import { MARKETS } from '../../../../shared/data/billing/published.ts';
import { amountNow } from '../../../../shared/domain/billing/budget.ts';
import { startOf } from '../../../../shared/domain/billing/period.ts';
import type { ReadHandler } from '../../reads/handler.ts';
import { startsOf } from '../periods.ts';
import { loadTerms } from '../tariffs.ts';
import { scopeNames } from './names.ts';
import { STOPPED_BY_BUDGET } from './release-stopped.ts';

/** The tenant's own budgets, what their periods come to, and how many messages wait because of one. */
export const listBudgets: ReadHandler<'budgets.list'> = async ({ tx, now }) => {
  const { sql, tenantId } = tx;
  const { budgets, currency, ceiling, tariff } = await loadTerms(tx);
  const today = tariff.calendar.dayAt(now);
  const sums = await sql
    .selectFrom('spend_periods')
    .select(['scope', 'period', 'starts_on', 'spent_micro', 'reserved_micro'])
    .where('tenant_id', '=', tenantId)
    .where('starts_on', 'in', startsOf(today))
    .execute();
  const alerts = await sql
    .selectFrom('budgets')
    .select(['scope', 'period', 'alerts'])
    .where('tenant_id', '=', tenantId)
    .execute();
  const names = await scopeNames(tx);
  const { stopped } = await sql
    .selectFrom('messages as m')
    .select((eb) => eb.fn.countAll<number>().as('stopped'))
    .where('tenant_id', '=', tenantId)
    .where('status', '=', 'parked')
    .where(STOPPED_BY_BUDGET)
    .executeTakeFirstOrThrow();
  return {
    currency,
    ceiling,
    stopped,
    markets: [...MARKETS.names].toSorted(),
    budgets: budgets
      .filter(({ setBy }) => setBy === 'tenant')
      .map((budget) => {
        const { scope, period, micro: cap, stops, override } = budget;
        const startsOn = startOf(period, today);
        const row = sums.find(
          (one) => one.scope === scope && one.period === period && one.starts_on === startsOn,
        );
        const { spent_micro: spent = 0, reserved_micro: reserved = 0 } = row ?? {};
        const capNow = amountNow(budget, now);
        const told =
          alerts.find((one) => one.scope === scope && one.period === period)?.alerts ?? [];
        const passed = told.filter((share) => (spent + reserved) * 100 >= capNow * share);
        return {
          scope,
          name: names.get(scope) ?? null,
          period,
          startsOn,
          spent,
          reserved,
          cap,
          capNow,
          overage: Math.max(0, spent - capNow),
          alerts: [...told],
          reached: passed.length === 0 ? null : Math.max(...passed),
          stops,
          override: override !== null && override.until > now ? override : null,
        };
      }),
  };
};
