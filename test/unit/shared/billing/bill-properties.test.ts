import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bill } from '../../../../shared/domain/billing/bill.ts';
import type { BillingEvent } from '../../../../shared/domain/billing/charge.ts';
import { MESSAGE_CATEGORIES } from '../../../../shared/domain/billing/rate-row.ts';
import { PRICE_REASONS } from '../../../../shared/wording/billing.ts';
import { moment, publishedTariff } from '../../../support/billing/events.ts';

const HOUR_MS = 3_600_000;
/** Within two days of each change of regime, and in between. */
const when = fc.oneof(
  ...['2024-10-31 00:00', '2025-06-30 00:00', '2026-09-30 00:00', '2026-11-10 00:00'].map((text) =>
    fc.integer({ min: 0, max: 60 }).map((hours) => moment(text) + hours * HOUR_MS),
  ),
);

const happened = fc.record({
  id: fc.uuid(),
  at: when,
  channel: fc.constantFrom('whatsapp' as const, 'whatsapp' as const, 'sms' as const),
  sender: fc.constantFrom('+15550100', '+15550101'),
  contact: fc.constantFrom('a', 'b', 'c'),
  address: fc.constantFrom('+5511987654321', '+4915112345678', 'IN.12', 'nowhere'),
  segments: fc.integer({ min: 1, max: 3 }),
  kind: fc.constantFrom('inbound' as const, 'delivered' as const, 'failed' as const),
  fromAd: fc.boolean(),
  category: fc.constantFrom(...MESSAGE_CATEGORIES),
});

const events = fc.array(
  happened.map(({ kind, fromAd, category, ...rest }): BillingEvent =>
    kind === 'inbound'
      ? Object.assign(rest, { kind, fromAd })
      : Object.assign(rest, { kind, category }),
  ),
  { maxLength: 40 },
);

/** The events as callbacks bring them: in any order, some twice, and the second time later. */
const asTheyCome = events.chain((all) =>
  fc
    .shuffledSubarray(all)
    .chain((twice) => {
      const again = twice.map((event) => ({ ...event, at: event.at + HOUR_MS }));
      const every = [...all, ...twice, ...again];
      return fc.shuffledSubarray(every, { minLength: every.length });
    })
    .map((calls) => ({ all, calls })),
);

describe('a bill', () => {
  const tariff = publishedTariff(null, 'America/Sao_Paulo');

  it('is the same in whatever order the callbacks come, and however often', () => {
    fc.assert(
      fc.property(asTheyCome, ({ all, calls }) => {
        expect(bill(calls, tariff)).toEqual(bill(all, tariff));
      }),
      { numRuns: 300 },
    );
  });

  it('is the sum of its lines, each with a card or a reason, and never an unknown as nothing', () => {
    fc.assert(
      fc.property(events, (all) => {
        const { charges, sums, unknown } = bill(all, tariff);
        const micro = charges.reduce(
          (sum, { price }) => sum + (price.kind === 'charged' ? price.micro : 0),
          0,
        );
        expect(sums.get('USD') ?? 0).toBe(micro);
        expect(charges.filter(({ price }) => price.kind === 'unknown')).toHaveLength(unknown);
        for (const { price, messageId, conversation } of charges) {
          expect(PRICE_REASONS[price.reason]).not.toBe('');
          expect(price.kind !== 'charged' || (price.micro > 0 && price.rate.card !== '')).toBe(
            true,
          );
          expect(all.some(({ id }) => id === messageId)).toBe(true);
          expect(all.some(({ id }) => id === conversation.id)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('counts a message that arrived once, also where a failure was told of it', () => {
    const arrived: BillingEvent = {
      id: 'm',
      at: moment('2026-10-05 09:00'),
      channel: 'whatsapp',
      sender: '+15550100',
      contact: 'a',
      address: '+5511987654321',
      segments: 1,
      kind: 'delivered',
      category: 'marketing',
    };
    const failed: BillingEvent = { ...arrived, kind: 'failed', at: moment('2026-10-05 08:00') };
    expect([...bill([failed, arrived], tariff).sums]).toEqual([['USD', 67_500]]);
  });
});
