import {
  type Budget,
  EVERYTHING,
  limitFor,
  type Scope,
  scopesOf,
} from '../../../shared/domain/billing/budget.ts';
import { marketOf } from '../../../shared/domain/billing/markets.ts';
import type { NextMessage } from '../../../shared/domain/billing/price-of-next.ts';
import { worstCase } from '../../../shared/domain/billing/worst-case.ts';
import type { RefusalCode } from '../../../shared/contract/errors.ts';
import type { SenderId, TeamId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { lockSums, startsOf, type Totals, totalKey } from './periods.ts';
import type { Terms } from './tariffs.ts';

/** Why a send may not leave. */
export type Stopped = Extract<RefusalCode, 'budget_reached' | 'price_unknown'>;

/** What is about to be sent. */
export interface Wish {
  readonly message: Omit<NextMessage, 'now'>;
  readonly senderId: SenderId;
  /** For which it counts; null: for none. */
  readonly teamId: TeamId | null;
}

/** What a send takes up. */
export interface Taken {
  readonly micro: number;
  readonly scopes: readonly Scope[];
}

/** How much is left in the budgets, one send after the other. */
export interface Room {
  /** Takes the most that it can cost, or says why it may not leave. */
  readonly take: (wish: Wish) => Taken | Stopped;
}

/**
 * The room that budgets leave, with their sums locked to the end of the transaction.
 *
 * @param now ms on the relay's clock
 */
export async function lockRoom(tx: TenantTransaction, terms: Terms, now: number): Promise<Room> {
  const scopes = terms.budgets.map(({ scope }) => scope).filter((scope) => scope !== EVERYTHING);
  const totals = await lockSums(tx, startsOf(terms.tariff.calendar.dayAt(now)), scopes);
  return roomIn(terms, totals, now);
}

/** @param totals what their periods come to before */
function roomIn(
  { tariff, currency, exchangeRates, budgets, ceiling }: Terms,
  totals: Totals,
  now: number,
): Room {
  const more = new Map<Scope, number>();
  const day = tariff.calendar.dayAt(now);

  function isWithin(budget: Budget, wish: Wish, micro: number): boolean {
    const limit = limitFor(budget, wish.message.category, now);
    if (limit === null) return true;
    const { spent = 0, reserved = 0 } = totals.get(totalKey(budget.scope, budget.period)) ?? {};
    return spent + reserved + (more.get(budget.scope) ?? 0) + micro <= limit;
  }

  return {
    take: (wish) => {
      const { message, senderId, teamId } = wish;
      const market = marketOf(tariff.markets, message.address, day);
      const scopes = scopesOf({ category: message.category, market, senderId, teamId });
      const counting = [EVERYTHING, ...scopes];
      const holding = budgets.filter(({ scope }) => counting.includes(scope));
      const most = worstCase({ ...message, now }, tariff, currency, exchangeRates);
      if (most === null && ceiling === null && holding.length > 0) return 'price_unknown';
      const micro = most?.micro ?? (holding.length > 0 ? (ceiling ?? 0) : 0);
      if (!holding.every((budget) => isWithin(budget, wish, micro))) return 'budget_reached';
      for (const scope of counting) more.set(scope, (more.get(scope) ?? 0) + micro);
      return { micro, scopes };
    },
  };
}
