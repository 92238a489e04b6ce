import type { Period } from './period.ts';
import type { MessageCategory } from './rate-row.ts';

/** What a budget holds: everything, or one category, market, sender or team. */
export type Scope = string;

export const EVERYTHING: Scope = '';

/** No more may be spent in a period than this. */
export interface Budget {
  readonly setBy: 'tenant' | 'operator';
  readonly scope: Scope;
  readonly period: Period;
  /** Micro-units of the tenant's currency. */
  readonly micro: number;
  /** At which share of it, in per cent, a category stops; null: it does not stop that category. */
  readonly stops: Readonly<Partial<Record<MessageCategory, number | null>>>;
  /** Another amount for a while; `until` in ms. */
  readonly override: { readonly micro: number; readonly until: number } | null;
}

/** What a send is, as far as budgets tell sends apart. */
export interface Spender {
  readonly category: string;
  /** Null: the address is of none. */
  readonly market: string | null;
  readonly senderId: string;
  /** Null: of none. */
  readonly teamId: string | null;
}

/** The scopes that a send counts in, beside everything. */
export function scopesOf({ category, market, senderId, teamId }: Spender): readonly Scope[] {
  return [
    `category:${category}`,
    ...(market === null ? [] : [`market:${market}`]),
    `sender:${senderId}`,
    ...(teamId === null ? [] : [`team:${teamId}`]),
  ];
}

/** The amount that holds at this moment. @param now ms */
export function amountNow({ micro, override }: Budget, now: number): number {
  return override !== null && now < override.until ? override.micro : micro;
}

/**
 * Up to which sum a budget lets sends of a category out.
 *
 * @param now ms
 * @returns micro-units; null: it does not stop them
 */
export function limitFor(budget: Budget, category: MessageCategory, now: number): number | null {
  const share = budget.stops[category];
  if (share === null) return null;
  return Math.floor((amountNow(budget, now) * (share ?? 100)) / 100);
}
