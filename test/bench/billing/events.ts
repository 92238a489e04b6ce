import { MARKETS, PUBLISHED_BOOK } from '../../../shared/data/billing/published.ts';
import { bill } from '../../../shared/domain/billing/bill.ts';
import { calendarOf } from '../../../shared/domain/billing/calendar.ts';
import type { BillingEvent } from '../../../shared/domain/billing/charge.ts';
import { tariffOf } from '../../../shared/domain/billing/tariff.ts';
import type { Row } from '../support/report.ts';
import { median } from '../support/statistics.ts';

const EVENTS = 200_000;
const CUSTOMERS = 5000;
const RUNS = 5;
const CALLING_CODES = ['55119', '4915', '1202', '9198', '3361', '5255', '7701', '27821'];

/** Half a year of events, over two changes of the rules; in no order, as callbacks come. */
function someEvents(): BillingEvent[] {
  const from = Date.UTC(2026, 6, 1);
  const categories = ['service', 'service', 'service', 'utility', 'marketing'] as const;
  return Array.from({ length: EVENTS }, (_, index): BillingEvent => {
    const customer = (index * 7919) % CUSTOMERS;
    const code = CALLING_CODES[customer % CALLING_CODES.length] ?? '1202';
    const common = {
      id: `m${String(index)}`,
      at: from + ((index * 104_729) % (180 * 24 * 60)) * 60_000,
      channel: 'whatsapp' as const,
      sender: `+1555000${String(customer % 4)}`,
      contact: `c${String(customer)}`,
      address: `+${code}${String(1_000_000 + customer)}`,
      segments: 1,
    };
    return index % 3 === 0
      ? { ...common, kind: 'inbound', fromAd: index % 60 === 0 }
      : { ...common, kind: 'delivered', category: categories[index % 5] ?? 'service' };
  });
}

/**
 * Events billed in a second by one core: put in order, told apart, priced and summed, with all
 * that is known of their customers.
 */
export function billingEventsRows(): Row[] {
  const events = someEvents();
  const tariff = tariffOf(PUBLISHED_BOOK, MARKETS, calendarOf('America/Sao_Paulo'));
  const perSecond: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const began = performance.now();
    const { charges } = bill(events, tariff);
    if (charges.length < EVENTS) throw new Error('not every event was billed');
    perSecond.push(EVENTS / ((performance.now() - began) / 1000));
  }
  return [
    {
      name: 'billing-events-per-s',
      value: median(perSecond),
      unit: 'per s',
      goal: 200_000,
      better: 'higher',
    },
  ];
}
