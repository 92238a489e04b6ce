import { describe, expect, it } from 'vitest';
import { bill } from '../../../../shared/domain/billing/bill.ts';
import type { BillingEvent } from '../../../../shared/domain/billing/charge.ts';
import type { Contract } from '../../../../shared/domain/billing/tariff.ts';
import { delivered, inbound, publishedTariff } from '../../../support/billing/events.ts';

/** What the platform takes for each message: the amount or why not, and who began the conversation. */
function platform(events: readonly BillingEvent[], contract: Contract | null = null) {
  return bill(events, publishedTariff(contract))
    .charges.filter(({ component }) => component === 'platform')
    .map(({ price, conversation }) => [
      price.kind === 'charged' ? price.micro : price.reason,
      conversation.initiator,
      conversation.id,
    ]);
}

describe('by conversation, to June 2025', () => {
  it('one of each category may be open, paid when it opens and never extended', () => {
    expect(
      platform([
        delivered('2025-03-03 09:00', 'marketing'),
        delivered('2025-03-03 10:00', 'utility'),
        delivered('2025-03-03 11:00', 'authentication'),
        delivered('2025-03-03 12:00', 'marketing'),
        // 24 h after it opened, though something was sent in between.
        delivered('2025-03-04 08:59', 'marketing'),
        delivered('2025-03-04 09:00', 'marketing'),
      ]),
    ).toEqual([
      [62_500, 'business', 'marketing 2025-03-03 09:00'],
      [8000, 'business', 'utility 2025-03-03 10:00'],
      [31_500, 'business', 'authentication 2025-03-03 11:00'],
      ['conversation_open', 'business', 'marketing 2025-03-03 09:00'],
      ['conversation_open', 'business', 'marketing 2025-03-03 09:00'],
      [62_500, 'business', 'marketing 2025-03-04 09:00'],
    ]);
  });

  it('a service conversation opens only where none is open, begun by the customer and free', () => {
    expect(
      platform([
        inbound('2025-03-03 09:00'),
        delivered('2025-03-03 09:05', 'service'),
        delivered('2025-03-03 09:10', 'service'),
        // A template inside it opens its own.
        delivered('2025-03-03 09:15', 'utility'),
        // The service conversation is over, that of the template is not.
        inbound('2025-03-04 09:08'),
        delivered('2025-03-04 09:10', 'service'),
      ]),
    ).toEqual([
      ['service_conversation_free', 'customer', 'service 2025-03-03 09:05'],
      ['conversation_open', 'customer', 'service 2025-03-03 09:05'],
      [8000, 'business', 'utility 2025-03-03 09:15'],
      ['conversation_open', 'business', 'utility 2025-03-03 09:15'],
    ]);
  });

  it('what the customer writes costs nothing at the platform', () => {
    expect(platform([inbound('2025-03-03 09:00'), inbound('2025-03-03 10:00')])).toEqual([]);
  });

  it('an entry point closes all others and blocks new ones for 72 h', () => {
    const answer = 'service 2025-03-03 12:05';
    expect(
      platform([
        delivered('2025-03-03 09:00', 'marketing'),
        inbound('2025-03-03 12:00', { fromAd: true }),
        delivered('2025-03-03 12:05', 'service'),
        delivered('2025-03-03 13:00', 'marketing'),
        delivered('2025-03-06 12:04', 'utility'),
        delivered('2025-03-06 12:05', 'utility'),
      ]),
    ).toEqual([
      [62_500, 'business', 'marketing 2025-03-03 09:00'],
      ['entry_point', 'customer', answer],
      ['entry_point', 'customer', answer],
      ['entry_point', 'customer', answer],
      [8000, 'business', 'utility 2025-03-06 12:05'],
    ]);
  });

  it('an ad click that is answered after 24 h opens no entry point', () => {
    expect(
      platform([
        inbound('2025-03-03 12:00', { fromAd: true }),
        delivered('2025-03-04 12:01', 'utility'),
      ]),
    ).toEqual([[8000, 'business', 'utility 2025-03-04 12:01']]);
  });

  it('until October 2024 an account had 1,000 free service conversations a month', () => {
    const many = Array.from({ length: 1001 }, (_, index) =>
      delivered('2024-10-05 09:00', 'service', { id: String(index), contact: String(index) }),
    );
    const prices = platform([...many, delivered('2024-11-05 09:00', 'service')]);
    const free = prices.filter(([price]) => price === 'conversation_allowance');
    expect(free).toHaveLength(1000);
    // No card of that time is known: unknown, not nothing.
    expect(prices.filter(([price]) => price === 'no_rate')).toHaveLength(1);
    expect(prices.at(-1)?.[0]).toBe('service_conversation_free');
  });

  it('a contract may keep to it, at its own price', () => {
    const contract: Contract = {
      keepsConversations: { from: '2026-10-01', until: '2026-12-31' },
      rates: [
        {
          card: 'own',
          unit: 'conversation',
          market: 'Brazil',
          category: 'utility',
          above: 0,
          micro: 9000,
          currency: 'USD',
          validFrom: '2026-10-01',
          validUntil: '2026-12-31',
          source: '',
          confidence: 'contract',
        },
      ],
    };
    expect(
      platform(
        [
          delivered('2026-11-03 09:00', 'utility'),
          delivered('2026-11-03 10:00', 'utility'),
          delivered('2027-01-03 10:00', 'utility'),
        ],
        contract,
      ),
    ).toEqual([
      [9000, 'business', 'utility 2026-11-03 09:00'],
      ['conversation_open', 'business', 'utility 2026-11-03 09:00'],
      [6800, 'business', 'utility 2027-01-03 10:00'],
    ]);
  });
});
