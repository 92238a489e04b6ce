import type { TemplateCategory } from '../../../shared/contract/template-content.ts';
import { marketOf } from '../../../shared/domain/billing/markets.ts';
import type { Money } from '../../../shared/domain/billing/money.ts';
import { priceOfNext } from '../../../shared/domain/billing/price-of-next.ts';
import { NOTHING_YET } from '../../../shared/domain/billing/state.ts';
import type { Terms } from './tariffs.ts';

const NOTHING_USED = { freeMessages: 0, freeConversations: 0, volume: 0 };

/**
 * What one template message of a category costs by the tenant's terms where nothing makes it free:
 * no open window, no entry point, the first step of the volume.
 *
 * @param address the beginning of one is enough: its calling code, or the country of a user id
 * @param at ms
 * @returns in the tenant's currency; null: unknown
 */
export function categoryPrice(
  { tariff, currency, exchangeRates }: Terms,
  address: string,
  category: TemplateCategory,
  at: number,
): Money | null {
  const message = { now: at, channel: 'whatsapp', address, category, segments: 1 } as const;
  const next = priceOfNext(message, NOTHING_YET, NOTHING_USED, tariff, currency, exchangeRates);
  return next.total;
}

/** The market in which somebody is billed on the day of a moment; null: it is no such address. */
export function marketNow({ tariff }: Terms, address: string, at: number): string | null {
  return marketOf(tariff.markets, address, tariff.calendar.dayAt(at));
}
