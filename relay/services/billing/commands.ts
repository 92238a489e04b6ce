import { parse } from 'csv-parse/sync';
import { MARKETS } from '../../../shared/data/billing/published.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import {
  type Currency,
  currencyOf,
  type ExchangeRate,
} from '../../../shared/domain/billing/money.ts';
import { readRateTable } from '../../../shared/domain/billing/rate-table.ts';
import { z } from 'zod';
import type { StoredContract } from '../../db/tables/billing.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { CommandHandlers } from '../commands/handler.ts';
import { budgetCommands } from './budgets/commands.ts';
import { USUAL_CURRENCY } from './tariffs.ts';

/** What the tenant's own prices are called in the ledger. */
const OWN_CARD = 'own';
const table = z.array(z.array(z.string()));

/** What admins do about money. */
export const billingCommands: CommandHandlers<
  'budget.save' | 'budget.release' | 'budget.setCeiling' | 'budgetNotice.dismiss' | 'rates.save'
> = {
  ...budgetCommands,

  'rates.save': async (
    { tx, audit, now },
    { csv, currency: code, keepsConversations, ...given },
  ) => {
    const { sql, tenantId } = tx;
    const currency = currencyOf(code);
    if (currency === null) throw new RefusedError('invalid_input', `currency ${code}`);
    const read =
      csv === undefined
        ? null
        : readRateTable(cellsOf(csv), { card: OWN_CARD, markets: MARKETS.names });
    if (read !== null && read.problems.length > 0) {
      return { saved: 0, problems: [...read.problems] };
    }
    const before = await sql
      .selectFrom('tenant_rates')
      .select(['currency', 'contract'])
      .where('tenant_id', '=', tenantId)
      .forUpdate()
      .executeTakeFirst();
    const old = before?.currency ?? USUAL_CURRENCY;
    if (old !== currency && (await isInUse(tx))) throw new RefusedError('currency_in_use', old);
    const stated =
      given.exchangeRates === undefined
        ? (before?.contract.exchangeRates ?? []).filter(({ to }) => to === currency)
        : ratesInto(currency, given.exchangeRates);
    const contract: StoredContract = {
      rates: read?.rows ?? before?.contract.rates ?? [],
      keepsConversations,
      exchangeRates: stated,
    };
    const set = { currency, contract: JSON.stringify(contract), saved_at: now };
    await sql
      .insertInto('tenant_rates')
      .values({ tenant_id: tenantId, ...set })
      .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(set))
      .execute();
    await audit({
      subject: { kind: 'rates', id: null, label: OWN_CARD },
      before: before === undefined ? null : summary(before.currency, before.contract),
      after: summary(currency, contract),
    });
    return { saved: contract.rates.length, problems: [] };
  },
};

function summary(currency: string, contract: StoredContract) {
  const { rates, keepsConversations, exchangeRates } = contract;
  return { currency, prices: rates.length, keepsConversations, exchangeRates };
}

/** Whether sums or budgets are kept already: they would be in another currency than their amounts. */
async function isInUse({ sql, tenantId }: TenantTransaction): Promise<boolean> {
  const used = await sql
    .selectFrom('spend_periods')
    .select('scope')
    .where('tenant_id', '=', tenantId)
    .where((eb) => eb.or([eb('spent_micro', '<>', 0), eb('reserved_micro', '<>', 0)]))
    .limit(1)
    .executeTakeFirst();
  const held = await sql
    .selectFrom('budgets')
    .select('scope')
    .where('tenant_id', '=', tenantId)
    .limit(1)
    .executeTakeFirst();
  return used !== undefined || held !== undefined;
}

/** @throws {RefusedError} `invalid_input` for a currency that is none, is the same, or comes twice */
function ratesInto(
  to: Currency,
  given: readonly { readonly from: string; readonly micro: number }[],
): ExchangeRate[] {
  const rates = given.map(({ from: code, micro }) => {
    const from = currencyOf(code);
    if (from === null || from === to) throw new RefusedError('invalid_input', `rate of ${code}`);
    return { from, to, micro };
  });
  if (new Set(rates.map(({ from }) => from)).size < rates.length) {
    throw new RefusedError('invalid_input', 'a currency has two rates');
  }
  return rates;
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
