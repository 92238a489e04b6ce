import { parse } from 'csv-parse/sync';
import { MARKETS } from '../../../shared/data/billing/published.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import { currencyOf } from '../../../shared/domain/billing/money.ts';
import { readRateTable } from '../../../shared/domain/billing/rate-table.ts';
import { z } from 'zod';
import type { StoredContract } from '../../db/tables/billing.ts';
import type { CommandHandlers } from '../commands/handler.ts';
import { budgetCommands } from './budgets/commands.ts';

/** What the tenant's own prices are called in the ledger. */
const OWN_CARD = 'own';
const table = z.array(z.array(z.string()));

/** What admins do about money. */
export const billingCommands: CommandHandlers<
  'budget.save' | 'budget.release' | 'budget.setCeiling' | 'budgetNotice.dismiss' | 'rates.save'
> = {
  ...budgetCommands,

  'rates.save': async ({ tx, audit, now }, { csv, currency: code, keepsConversations }) => {
    const { sql, tenantId } = tx;
    const currency = currencyOf(code);
    if (currency === null) throw new RefusedError('invalid_input', `currency ${code}`);
    const { rows, problems } = readRateTable(cellsOf(csv), {
      card: OWN_CARD,
      markets: MARKETS.names,
    });
    if (problems.length > 0) return { saved: 0, problems: [...problems] };
    const before = await sql
      .selectFrom('tenant_rates')
      .select(['currency', 'contract'])
      .where('tenant_id', '=', tenantId)
      .forUpdate()
      .executeTakeFirst();
    const contract: StoredContract = {
      rates: rows,
      keepsConversations,
      exchangeRates: before?.contract.exchangeRates ?? [],
    };
    const set = { currency, contract: JSON.stringify(contract), saved_at: now };
    await sql
      .insertInto('tenant_rates')
      .values({ tenant_id: tenantId, ...set })
      .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(set))
      .execute();
    await audit({
      subject: { kind: 'rates', id: null, label: OWN_CARD },
      before:
        before === undefined
          ? null
          : summary(before.currency, before.contract.rates.length, before.contract),
      after: summary(currency, rows.length, contract),
    });
    return { saved: rows.length, problems: [] };
  },
};

function summary(currency: string, prices: number, { keepsConversations }: StoredContract) {
  return { currency, prices, keepsConversations };
}

/** @throws {RefusedError} `file_not_readable` where it is no table */
function cellsOf(csv: string): string[][] {
  if (csv.trim() === '') return [];
  try {
    return table.parse(
      parse(csv, { bom: true, relax_column_count: true, skip_empty_lines: true, trim: true }),
    );
  } catch (error) {
    throw new RefusedError('file_not_readable', error instanceof Error ? error.message : '');
  }
}
