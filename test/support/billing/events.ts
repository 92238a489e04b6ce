import { MARKETS, PUBLISHED_BOOK } from '../../../shared/data/billing/published.ts';
import { calendarOf } from '../../../shared/domain/billing/calendar.ts';
import type { BillingEvent } from '../../../shared/domain/billing/charge.ts';
import type { MessageCategory } from '../../../shared/domain/billing/rate-row.ts';
import { type Contract, type Tariff, tariffOf } from '../../../shared/domain/billing/tariff.ts';

const COMMON = {
  channel: 'whatsapp',
  sender: '+15550100',
  contact: 'ana',
  // Brazil: it has a price on every card.
  address: '+5511987654321',
  segments: 1,
} as const;

/** A moment of UTC, such as `2026-10-05 09:00`. */
export function moment(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}:00Z`);
}

/** The customer writes. */
export function inbound(at: string, more: Partial<BillingEvent> & { fromAd?: boolean } = {}) {
  return {
    ...COMMON,
    id: `in ${at}`,
    at: moment(at),
    fromAd: false,
    ...more,
    kind: 'inbound',
  } as const satisfies BillingEvent;
}

/** A message of the business arrives. */
export function delivered(
  at: string,
  category: MessageCategory,
  more: Partial<Omit<BillingEvent, 'kind'>> = {},
) {
  return {
    ...COMMON,
    id: `${category} ${at}`,
    at: moment(at),
    category,
    ...more,
    kind: 'delivered',
  } as const satisfies BillingEvent;
}

/** Published prices in UTC, with a contract where there is one. */
export function publishedTariff(contract: Contract | null = null, zone = 'UTC'): Tariff {
  return tariffOf(PUBLISHED_BOOK, MARKETS, calendarOf(zone), contract);
}
