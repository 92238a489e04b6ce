import { describe, expect, it } from 'vitest';
import { bill } from '../../../../shared/domain/billing/bill.ts';
import type { BillingEvent } from '../../../../shared/domain/billing/charge.ts';
import { delivered, inbound, publishedTariff } from '../../../support/billing/events.ts';

function lines(events: readonly BillingEvent[], zone = 'UTC') {
  return bill(events, publishedTariff(null, zone)).charges;
}

function platform(events: readonly BillingEvent[], zone = 'UTC') {
  return lines(events, zone)
    .filter(({ component }) => component === 'platform')
    .map(({ price }) => (price.kind === 'charged' ? price.micro : price.reason));
}

describe('by message, July 2025 to September 2026', () => {
  it('service is free, utility is free inside the window, the rest is always charged', () => {
    expect(
      platform([
        delivered('2026-08-03 08:00', 'utility'),
        inbound('2026-08-03 09:00'),
        delivered('2026-08-03 09:05', 'service'),
        delivered('2026-08-03 09:10', 'utility'),
        delivered('2026-08-03 09:15', 'marketing'),
        delivered('2026-08-03 09:20', 'authentication'),
        // A message of the business never extends the window.
        delivered('2026-08-04 08:59', 'utility'),
        delivered('2026-08-04 09:00', 'utility'),
      ]),
    ).toEqual([
      6800,
      'service_free_before_october_2026',
      'utility_inside_window',
      62_500,
      6800,
      'utility_inside_window',
      6800,
    ]);
  });

  it('everything is free for 72 h after an ad click was answered', () => {
    expect(
      platform([
        inbound('2026-08-03 09:00', { fromAd: true }),
        delivered('2026-08-03 10:00', 'marketing'),
        delivered('2026-08-06 09:59', 'marketing'),
        delivered('2026-08-06 10:00', 'marketing'),
      ]),
    ).toEqual(['entry_point', 'entry_point', 62_500]);
  });
});

describe('by message with paid service, from October 2026', () => {
  it('begins with the day of the account, not of UTC', () => {
    // 22:30 of 30 September in São Paulo.
    const events = [inbound('2026-10-01 01:00'), delivered('2026-10-01 01:30', 'utility')];
    expect(platform(events)).toEqual([6800]);
    expect(platform(events, 'America/Sao_Paulo')).toEqual(['utility_inside_window']);
  });

  it('charges utility inside the window, and says so', () => {
    const [, utility] = lines([
      inbound('2026-10-05 09:00'),
      delivered('2026-10-05 09:05', 'utility'),
    ]);
    expect(utility).toMatchObject({
      component: 'platform',
      market: 'Brazil',
      category: 'utility',
      price: {
        kind: 'charged',
        reason: 'utility_inside_window_charged',
        micro: 6800,
        currency: 'USD',
        rate: { card: 'meta-usd-2026-10', validFrom: '2026-10-01', carried: false },
      },
    });
  });

  it('leaves each number 1,000 service messages a month free, which do not carry over', () => {
    const many = Array.from({ length: 1002 }, (_, index) =>
      delivered('2026-10-05 09:00', 'service', { id: `o${String(index)}` }),
    );
    const october = platform(many);
    expect(october.filter((price) => price === 'monthly_allowance')).toHaveLength(1000);
    expect(october.filter((price) => price === 6800)).toHaveLength(2);
    const other = delivered('2026-10-06 09:00', 'service', { sender: '+15550101' });
    const november = delivered('2026-11-01 09:00', 'service');
    expect(platform([...many, other, november]).slice(-2)).toEqual([
      'monthly_allowance',
      'monthly_allowance',
    ]);
  });

  it('an entry point stays free and uses up nothing of the allowance', () => {
    const click = inbound('2026-10-05 09:00', { fromAd: true });
    const free = Array.from({ length: 600 }, (_, index) =>
      delivered('2026-10-05 10:00', 'service', { id: `a${String(index)}` }),
    );
    const later = Array.from({ length: 1001 }, (_, index) =>
      delivered('2026-10-09 10:00', 'service', { id: `b${String(index)}` }),
    );
    const prices = platform([click, ...free, ...later]);
    expect(prices.filter((price) => price === 'entry_point')).toHaveLength(600);
    expect(prices.filter((price) => price === 'monthly_allowance')).toHaveLength(1000);
    expect(prices.at(-1)).toBe(6800);
  });

  it('is unknown, and counted so, where there is no price', () => {
    const nowhere = delivered('2026-10-05 09:00', 'marketing', { address: 'Casement' });
    const { charges, sums, unknown } = bill([nowhere], publishedTariff());
    expect(charges[0]?.price).toEqual({ kind: 'unknown', reason: 'no_market' });
    expect(unknown).toBe(1);
    // The provider's fee is known all the same.
    expect([...sums]).toEqual([['USD', 5000]]);
  });
});

describe('what the provider and the carrier take', () => {
  it('is a fee for each message in and out, and for one that failed', () => {
    const failed = { ...delivered('2026-10-05 11:00', 'marketing'), kind: 'failed' } as const;
    const charges = lines([
      inbound('2026-10-05 09:00'),
      delivered('2026-10-05 10:00', 'marketing'),
      failed,
    ]);
    expect(
      charges.map(({ component, category, price }) => [
        component,
        category,
        price.kind === 'charged' ? price.micro : price.kind,
      ]),
    ).toEqual([
      ['provider', 'inbound', 5000],
      ['platform', 'marketing', 62_500],
      ['provider', 'outbound', 5000],
      ['provider', 'failed', 1000],
    ]);
  });

  it('is unknown for an SMS as long as no card has it, then a price for each segment', () => {
    const sms = delivered('2026-10-05 10:00', 'service', { channel: 'sms', segments: 3 });
    expect(lines([sms])[0]?.price).toEqual({ kind: 'unknown', reason: 'no_rate' });
    const own = {
      card: 'own',
      unit: 'sms_segment',
      market: 'Brazil',
      category: 'outbound',
      above: 0,
      micro: 60_000,
      currency: 'USD',
      validFrom: '2026-10-01',
      validUntil: null,
      source: '',
      confidence: 'contract',
    } as const;
    const tariff = publishedTariff({ rates: [own], keepsConversations: null });
    expect([...bill([sms], tariff).sums]).toEqual([['USD', 180_000]]);
  });
});

describe('conversations as groups, since July 2025', () => {
  it('begin with the first message of either side and last 24 h, whatever is charged', () => {
    const groups = lines([
      inbound('2026-10-05 09:00'),
      delivered('2026-10-05 10:00', 'marketing'),
      inbound('2026-10-06 08:59'),
      delivered('2026-10-06 09:00', 'utility'),
      inbound('2026-10-06 10:00'),
    ]).map(({ conversation }) => [conversation.id, conversation.initiator]);
    const first = ['in 2026-10-05 09:00', 'customer'];
    const second = ['utility 2026-10-06 09:00', 'business'];
    expect(groups).toEqual([first, first, first, first, second, second, second]);
  });
});

describe('a volume with steps', () => {
  it('charges each message at the step that it lies in, by market, category and month', () => {
    const step = {
      card: 'own',
      unit: 'message',
      market: 'Brazil',
      category: 'utility',
      above: 0,
      micro: 6000,
      currency: 'USD',
      validFrom: '2026-10-01',
      validUntil: null,
      source: '',
      confidence: 'contract',
    } as const;
    const tariff = publishedTariff({
      rates: [step, { ...step, above: 2, micro: 4000 }],
      keepsConversations: null,
    });
    const ids = ['1', '2', '3'];
    const october = ids.map((id) => delivered('2026-10-05 09:00', 'utility', { id }));
    const november = delivered('2026-11-05 09:00', 'utility');
    const prices = bill([...october, november], tariff)
      .charges.filter(({ component }) => component === 'platform')
      .map(({ price }) => (price.kind === 'charged' ? price.micro : price.reason));
    expect(prices).toEqual([6000, 6000, 4000, 6000]);
  });
});
