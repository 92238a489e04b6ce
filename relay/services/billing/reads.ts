import { stringify } from 'csv-stringify/sync';
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
    return {
      csv: stringify(rateTable(row?.contract.rates ?? []), { escape_formulas: true }),
      currency: row?.currency ?? USUAL_CURRENCY,
      keepsConversations: row?.contract.keepsConversations ?? null,
      savedAt: row?.saved_at ?? null,
    };
  },
};
