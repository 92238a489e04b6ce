import { describe, expect, it } from 'vitest';
import { MARKETS, PUBLISHED_BOOK } from '../../../../shared/data/billing/published.ts';
import { calendarOf } from '../../../../shared/domain/billing/calendar.ts';
import type { BillingEvent } from '../../../../shared/domain/billing/charge.ts';
import { tariffOf } from '../../../../shared/domain/billing/tariff.ts';
import { whatIf } from '../../../../shared/domain/billing/what-if.ts';

const tariff = tariffOf(PUBLISHED_BOOK, MARKETS, calendarOf('America/Chicago'));
const options = { month: '2026-11', rulesOf: '2026-11', currency: 'USD', rates: [] } as const;
const at = Date.UTC(2026, 10, 10, 15);
const common = {
  channel: 'whatsapp',
  sender: '+13125550142',
  contact: 'one',
  address: '+12025550100',
  segments: 1,
} as const;
/** The customer writes, and gets a utility template within the window. */
const events: readonly BillingEvent[] = [
  { ...common, id: 'a', kind: 'inbound', at, fromAd: false },
  { ...common, id: 'b', kind: 'delivered', category: 'utility', at: at + 60_000 },
];

describe('what a month would have cost', () => {
  it('is what it cost, by its own rules', () => {
    for (const { was, would } of whatIf(events, tariff, options).values()) {
      expect(would).toEqual(was);
    }
  });

  it('knows that utility inside the window was free before October 2026', () => {
    const utility = whatIf(events, tariff, { ...options, rulesOf: '2026-09' }).get('utility');
    expect(utility?.was.micro).toBeGreaterThan(0);
    expect(utility?.would).toEqual({ micro: 0, unknown: 0 });
  });

  it('keeps what lies on the last day in the month, however long that is', () => {
    const late = events.map((event) =>
      Object.assign({}, event, { at: event.at + 19 * 86_400_000 }),
    );
    const february = whatIf(late, tariff, { ...options, rulesOf: '2026-02' });
    expect(february.get('utility')?.would.micro).toBe(0);
  });
});
