import type { CommandHandler } from '../../commands/handler.ts';
import type { ReadHandler } from '../../reads/handler.ts';
import { startsOf } from '../periods.ts';
import { loadTerms } from '../tariffs.ts';
import { scopeNames } from './names.ts';

const MOST = 50;

/**
 * The shares of budgets that were reached in the periods of today, as far as this person has not put
 * them away; the newest first. Of one budget the highest share alone is news.
 */
export const budgetNotices: ReadHandler<'budgets.notices'> = async ({ tx, person, now }) => {
  const { sql, tenantId } = tx;
  const { currency, tariff } = await loadTerms(tx);
  const rows = await sql
    .selectFrom('budget_notices as n')
    .innerJoin('budgets as b', (join) =>
      join
        .onRef('b.tenant_id', '=', 'n.tenant_id')
        .onRef('b.scope', '=', 'n.scope')
        .onRef('b.period', '=', 'n.period')
        .onRef('b.cap_micro', '=', 'n.cap_micro'),
    )
    .select(['n.id', 'n.at', 'n.scope', 'n.period', 'n.percent', 'n.cap_micro'])
    .where('n.tenant_id', '=', tenantId)
    .where('n.starts_on', 'in', startsOf(tariff.calendar.dayAt(now)))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('budget_notices_dismissed as d')
            .select('d.notice_id')
            .whereRef('d.tenant_id', '=', 'n.tenant_id')
            .whereRef('d.notice_id', '=', 'n.id')
            .where('d.person_id', '=', person.id),
        ),
      ),
    )
    .orderBy('n.percent', 'desc')
    .orderBy('n.at', 'desc')
    .limit(MOST)
    .execute();
  const names = rows.length === 0 ? new Map<string, string>() : await scopeNames(tx);
  return {
    currency,
    notices: rows
      .filter(({ scope, period }, index) => {
        const first = rows.findIndex((one) => one.scope === scope && one.period === period);
        return first === index;
      })
      .map(({ cap_micro: cap, ...notice }) =>
        Object.assign(notice, { cap, name: names.get(notice.scope) ?? null }),
      ),
  };
};

/** One person puts the notices on a budget away, those on its lower shares with it. */
export const dismissBudgetNotices: CommandHandler<'budgetNotice.dismiss'> = async (
  { tx: { sql, tenantId }, person },
  { noticeIds },
) => {
  await sql
    .insertInto('budget_notices_dismissed')
    .columns(['tenant_id', 'notice_id', 'person_id'])
    .expression((eb) =>
      eb
        .selectFrom('budget_notices as n')
        .innerJoin('budget_notices as o', (join) =>
          join
            .onRef('o.tenant_id', '=', 'n.tenant_id')
            .onRef('o.scope', '=', 'n.scope')
            .onRef('o.period', '=', 'n.period')
            .onRef('o.starts_on', '=', 'n.starts_on')
            .onRef('o.percent', '<=', 'n.percent'),
        )
        .select(['o.tenant_id', 'o.id', eb.val(person.id).as('person_id')])
        .where('n.tenant_id', '=', tenantId)
        .where('n.id', 'in', noticeIds),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};
