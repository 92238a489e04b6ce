import { amountNow, EVERYTHING } from '../../../../shared/domain/billing/budget.ts';
import type { CommandHandlers } from '../../commands/handler.ts';
import { startOf } from '../../../../shared/domain/billing/period.ts';
import { loadTerms } from '../tariffs.ts';
import { lockSums, startsOf } from '../periods.ts';
import { fillScope } from './fill.ts';
import { dismissBudgetNotices } from './notices.ts';
import { releaseStopped } from './release-stopped.ts';

/** What admins do about budgets. */
export const budgetCommands: CommandHandlers<
  'budget.save' | 'budget.release' | 'budget.setCeiling' | 'budgetNotice.dismiss'
> = {
  'budget.save': async ({ tx, audit, now }, { scope, period, cap, ...given }) => {
    const { sql, tenantId } = tx;
    const terms = await loadTerms(tx);
    // Whoever reserves or settles waits until the sums of this scope are right.
    await lockSums(tx, startsOf(terms.tariff.calendar.dayAt(now)));
    const before = await sql
      .selectFrom('budgets')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('scope', '=', scope)
      .where('period', '=', period)
      .forUpdate()
      .executeTakeFirst();
    const subject = { kind: 'budget', id: null, label: `${scope} ${period}`.trim() } as const;
    const asTold = (of: typeof before) =>
      of === undefined
        ? null
        : {
            cap: of.cap_micro,
            alerts: of.alerts,
            stops: of.stops,
            override: of.override_micro,
            overrideUntil: of.override_until,
          };
    if (cap === null) {
      await sql
        .deleteFrom('budgets')
        .where('tenant_id', '=', tenantId)
        .where('scope', '=', scope)
        .where('period', '=', period)
        .execute();
      await audit({ subject, before: asTold(before), after: null });
      return { isPassed: false };
    }
    const { alerts, stops, override } = given;
    const values = {
      cap_micro: cap,
      ...(alerts === undefined
        ? {}
        : { alerts: [...new Set(alerts)].toSorted((one, other) => one - other) }),
      ...(stops === undefined ? {} : { stops: JSON.stringify(stops) }),
      ...(override === undefined
        ? {}
        : {
            override_micro: override?.micro ?? null,
            override_until: override?.until ?? null,
          }),
    };
    const after = await sql
      .insertInto('budgets')
      .values({ tenant_id: tenantId, scope, period, ...values })
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'scope', 'period']).doUpdateSet(values),
      )
      .returningAll()
      .executeTakeFirstOrThrow();
    if (before === undefined && scope !== EVERYTHING)
      await fillScope(tx, terms, scope, period, now);
    await audit({ subject, before: asTold(before), after: asTold(after) });
    const sums = await sql
      .selectFrom('spend_periods')
      .select(['spent_micro as spent', 'reserved_micro as reserved'])
      .where('tenant_id', '=', tenantId)
      .where('scope', '=', scope)
      .where('period', '=', period)
      .where('starts_on', '=', startOf(period, terms.tariff.calendar.dayAt(now)))
      .executeTakeFirst();
    const saved = (await loadTerms(tx)).budgets.find(
      (one) => one.setBy === 'tenant' && one.scope === scope && one.period === period,
    );
    const limit = saved === undefined ? cap : amountNow(saved, now);
    return { isPassed: (sums?.spent ?? 0) + (sums?.reserved ?? 0) > limit };
  },

  'budget.release': async ({ tx, now, audit }) => {
    const outcome = await releaseStopped(tx, now);
    if (outcome.released > 0) {
      const subject = { kind: 'budget', id: null, label: 'stopped messages' } as const;
      await audit({ subject, before: null, after: outcome });
    }
    return outcome;
  },

  'budgetNotice.dismiss': dismissBudgetNotices,

  'budget.setCeiling': async ({ tx, audit }, { micro }) => {
    const { sql, tenantId } = tx;
    const before = await sql
      .selectFrom('price_ceilings')
      .select('micro')
      .where('tenant_id', '=', tenantId)
      .forUpdate()
      .executeTakeFirst();
    if (micro === null) {
      await sql.deleteFrom('price_ceilings').where('tenant_id', '=', tenantId).execute();
    } else {
      await sql
        .insertInto('price_ceilings')
        .values({ tenant_id: tenantId, micro })
        .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ micro }))
        .execute();
    }
    await audit({
      subject: { kind: 'budget', id: null, label: 'ceiling of unknown prices' },
      before: before === undefined ? null : { micro: before.micro },
      after: micro === null ? null : { micro },
    });
  },
};
