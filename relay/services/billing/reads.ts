import { stringify } from 'csv-stringify/sync';
import { PUBLISHED_RATES } from '../../../shared/data/billing/published.ts';
import { rateTable } from '../../../shared/domain/billing/rate-table.ts';
import type { ReadHandlers } from '../reads/handler.ts';
import { reconcileMonth } from './books/reconciliation.ts';
import { listBudgets } from './budgets/list.ts';
import { budgetNotices } from './budgets/notices.ts';
import { priceNext } from './price-next.ts';
import { spendLines } from './spend-lines.ts';
import { spendWhatIf } from './what-if.ts';
import { spendMonth } from './spend-month.ts';
import { USUAL_CURRENCY } from './tariffs.ts';

/** What is asked about money. */
export const billingReads: ReadHandlers<
  | 'price.next'
  | 'budgets.list'
  | 'budgets.notices'
  | 'spend.month'
  | 'spend.lines'
  | 'spend.whatIf'
  | 'spend.reconciliation'
  | 'rates.own'
> = {
  'price.next': priceNext,
  'budgets.list': listBudgets,
  'budgets.notices': budgetNotices,
  'spend.month': spendMonth,
  'spend.lines': spendLines,
  'spend.whatIf': spendWhatIf,
  'spend.reconciliation': reconcileMonth,
  'rates.own': async ({ tx: { sql, tenantId } }) => {
    const row = await sql
      .selectFrom('tenant_rates')
      .select(['currency', 'contract', 'saved_at'])
      .where('tenant_id', '=', tenantId)
      .executeTakeFirst();
    const rates = row?.contract.rates ?? [];
    const currency = row?.currency ?? USUAL_CURRENCY;
    const stated = (row?.contract.exchangeRates ?? []).filter(({ to }) => to === currency);
    const used = new Set([...PUBLISHED_RATES, ...rates].map((rate) => rate.currency));
    for (const known of [currency, ...stated.map(({ from }) => from)]) used.delete(known);
    return {
      csv: stringify(rateTable(rates), { escape_formulas: true }),
      currency,
      keepsConversations: row?.contract.keepsConversations ?? null,
      rows: rates.map(({ card: _card, confidence: _confidence, ...rate }) => rate),
      exchangeRates: stated.map(({ from, micro }) => ({ from, micro })),
      missing: [...used].toSorted(),
      savedAt: row?.saved_at ?? null,
    };
  },
};
