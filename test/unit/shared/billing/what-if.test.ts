import { describe, expect, it } from 'vitest';
import { MARKETS, PUBLISHED_BOOK } from '../../../../shared/data/billing/published.ts';
import { calendarOf } from '../../../../shared/domain/billing/calendar.ts';
import type { BillingEvent } from '../../../../shared/domain/billing/charge.ts';
import { addressIn, marketOf } from '../../../../shared/domain/billing/markets.ts';
import { tariffOf } from '../../../../shared/domain/billing/tariff.ts';
import { whatIf } from '../../../../shared/domain/billing/what-if.ts';

const tariff = tariffOf(PUBLISHED_BOOK, MARKETS, calendarOf('America/Chicago'));
const options = {
  month: '2026-11',
  rulesOf: '2026-11',
  currency: 'USD',
  rates: [],
  elsewhere: null,
} as const;
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

  it('is billed where its customers would be, whole customers at a time', () => {
    const two = [
      ...events,
      ...events.map((event) => Object.assign({}, event, { id: `${event.id}2`, contact: 'two' })),
    ];
    const from = 'North America';
    const rated = (percent: number) =>
      whatIf(two, tariff, { ...options, elsewhere: { from, to: 'Germany', percent } }).get(
        'utility',
      );
    const stays = rated(0);
    const [half, all] = [rated(50), rated(100)];
    expect(stays?.would).toEqual(stays?.was);
    const more = (all?.would.micro ?? 0) - (stays?.was.micro ?? 0);
    expect(more).toBeGreaterThan(0);
    expect((half?.would.micro ?? 0) - (stays?.was.micro ?? 0)).toBe(more / 2);
    expect(all?.was).toEqual(stays?.was);
  });

  it('moves nobody who is in another market', () => {
    const elsewhere = { from: 'Brazil', to: 'Germany', percent: 100 };
    const { would, was } = whatIf(events, tariff, { ...options, elsewhere }).get('utility') ?? {};
    expect(would).toEqual(was);
  });

  it('is billed by another card', () => {
    const price = { above: 0, currency: 'USD', validFrom: '2026-11-01', validUntil: null } as const;
    const of = {
      card: 'own',
      unit: 'message',
      market: 'North America',
      category: 'utility',
    } as const;
    const own = { ...of, ...price, micro: 1, source: '', confidence: 'contract' } as const;
    const contract = tariffOf(PUBLISHED_BOOK, MARKETS, calendarOf('America/Chicago'), {
      rates: [own],
      keepsConversations: null,
    });
    const utility = whatIf(events, contract, options, tariff).get('utility');
    expect(utility?.was.micro).toBe(1);
    expect(utility?.would.micro).toBeGreaterThan(1);
  });

  it('keeps what lies on the last day in the month, however long that is', () => {
    const late = events.map((event) =>
      Object.assign({}, event, { at: event.at + 19 * 86_400_000 }),
    );
    const february = whatIf(late, tariff, { ...options, rulesOf: '2026-02' });
    expect(february.get('utility')?.would.micro).toBe(0);
  });
});

describe('an address of a market', () => {
  it.each([...MARKETS.names])('is of %s, or there is none', (market) => {
    const address = addressIn(MARKETS, market, '2026-11-10');
    const found = address === null ? null : marketOf(MARKETS, address, '2026-11-10');
    expect([market, null]).toContain(found);
  });
});
