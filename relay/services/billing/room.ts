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
import { lockSums, readSums, type Starts, startsOf, type Totals, totalKey } from './periods.ts';
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

/** The budget that has the least left, once a send has taken the most that it can cost. */
export interface Least {
  readonly budget: Budget;
  /** Micro-units; below 0: it would be stopped. */
  readonly left: number;
}

/** How much is left in the budgets, one send after the other. */
export interface Room {
  /** Takes the most that it can cost, or says why it may not leave. */
  readonly take: (wish: Wish) => Taken | Stopped;
  /** Takes nothing. @returns null: no budget holds it, or nobody knows what it can cost */
  readonly least: (wish: Wish) => Least | null;
}

/**
 * The room that budgets leave, with their sums locked to the end of the transaction.
 *
 * @param now ms on the relay's clock
 */
export async function lockRoom(tx: TenantTransaction, terms: Terms, now: number): Promise<Room> {
  return roomIn(terms, await lockSums(tx, ...sumsOf(terms, now)), now);
}

/** The same as it is at this moment: others may take of it at once. */
export async function readRoom(tx: TenantTransaction, terms: Terms, now: number): Promise<Room> {
  return roomIn(terms, await readSums(tx, ...sumsOf(terms, now)), now);
}

function sumsOf({ budgets, tariff }: Terms, now: number): [Starts, readonly Scope[]] {
  const scopes = budgets.map(({ scope }) => scope).filter((scope) => scope !== EVERYTHING);
  return [startsOf(tariff.calendar.dayAt(now)), scopes];
}

/** @param totals what their periods come to before */
function roomIn(
  { tariff, currency, exchangeRates, budgets, ceiling }: Terms,
  totals: Totals,
  now: number,
): Room {
  const more = new Map<Scope, number>();
  const day = tariff.calendar.dayAt(now);

  /** What a send counts in, what holds it, and the most that it takes; null: nobody knows. */
  function lookAt({ message, senderId, teamId }: Wish) {
    const market = marketOf(tariff.markets, message.address, day);
    const scopes = scopesOf({ category: message.category, market, senderId, teamId });
    const counting = [EVERYTHING, ...scopes];
    const holding = budgets.filter(({ scope }) => counting.includes(scope));
    const most = worstCase({ ...message, now }, tariff, currency, exchangeRates);
    // The ceiling is for budgets: without one nothing is reserved for what has no price.
    const otherwise = holding.length > 0 ? ceiling : 0;
    return { scopes, counting, holding, micro: most?.micro ?? otherwise };
  }

  /** Null: it does not stop this category. */
  function leftIn(budget: Budget, { message }: Wish, micro: number): number | null {
    const limit = limitFor(budget, message.category, now);
    if (limit === null) return null;
    const { spent = 0, reserved = 0 } = totals.get(totalKey(budget.scope, budget.period)) ?? {};
    return limit - spent - reserved - (more.get(budget.scope) ?? 0) - micro;
  }

  return {
    take: (wish) => {
      const { scopes, counting, holding, micro } = lookAt(wish);
      if (micro === null) return 'price_unknown';
      if (holding.some((budget) => (leftIn(budget, wish, micro) ?? 0) < 0)) return 'budget_reached';
      for (const scope of counting) more.set(scope, (more.get(scope) ?? 0) + micro);
      return { micro, scopes };
    },
    least: (wish) => {
      const { holding, micro } = lookAt(wish);
      if (micro === null) return null;
      const all = holding.flatMap((budget) => {
        const left = leftIn(budget, wish, micro);
        return left === null ? [] : [{ budget, left }];
      });
      return all.toSorted((one, other) => one.left - other.left)[0] ?? null;
    },
  };
}
