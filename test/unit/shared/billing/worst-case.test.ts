import fc from 'fast-check';
import { expect, it } from 'vitest';
import { startOf } from '../../../../shared/domain/billing/period.ts';
import { priceOfNext } from '../../../../shared/domain/billing/price-of-next.ts';
import { MESSAGE_CATEGORIES } from '../../../../shared/domain/billing/rate-row.ts';
import { worstCase } from '../../../../shared/domain/billing/worst-case.ts';
import { moment, publishedTariff } from '../../../support/billing/events.ts';

const HOUR_MS = 3_600_000;
const step = {
  card: 'own',
  unit: 'message',
  market: 'Brazil',
  category: 'utility',
  above: 0,
  micro: 4000,
  currency: 'USD',
  validFrom: '2026-10-01',
  validUntil: null,
  source: '',
  confidence: 'contract',
} as const;

const next = fc.record({
  now: fc.constant(moment('2026-11-23 09:00')),
  channel: fc.constant('whatsapp' as const),
  address: fc.constantFrom('+5511987654321', '+4915112345678', '+12025550100'),
  category: fc.constantFrom(...MESSAGE_CATEGORIES),
  segments: fc.constant(1),
});
const hours = fc.option(fc.integer({ min: -72, max: 72 }), { nil: null });
const at = (each: number | null) =>
  each === null ? null : moment('2026-11-23 09:00') + each * HOUR_MS;
const before = fc
  .record({ wrote: hours, clicked: hours, free: hours })
  .map(({ wrote, clicked, free }) => {
    return {
      lastInboundAt: at(wrote),
      adClickedAt: at(clicked),
      freeUntil: at(free),
      open: [],
      group: null,
    };
  });
const usage = fc.record({
  freeMessages: fc.integer({ min: 0, max: 2000 }),
  freeConversations: fc.constant(0),
  volume: fc.integer({ min: 0, max: 200 }),
});

it('nothing costs more than the worst case that was reserved for it', () => {
  const tariff = publishedTariff({
    // A second step that is dearer, and a price that rises while the message is on its way.
    rates: [
      step,
      { ...step, above: 100, micro: 9000 },
      { ...step, validFrom: '2026-11-24', micro: 12_000 },
    ],
    keepsConversations: null,
  });
  fc.assert(
    fc.property(next, before, usage, fc.constantFrom(0, 1, 7, 30), (message, state, used, days) => {
      const most = worstCase(message, tariff, 'USD', []);
      const now = message.now + days * 24 * HOUR_MS;
      const real = priceOfNext({ ...message, now }, state, used, tariff);
      expect(most === null || real.total === null || real.total.micro <= most.micro).toBe(true);
      // What is unknown at worst is only known where it is free.
      expect(most === null).toBe(message.category === 'authentication_international');
    }),
    { numRuns: 500 },
  );
});

it('a period begins with its day, its Monday or its month', () => {
  expect(startOf('day', '2026-11-22')).toBe('2026-11-22');
  expect(startOf('week', '2026-11-22')).toBe('2026-11-16');
  expect(startOf('week', '2026-11-23')).toBe('2026-11-23');
  expect(startOf('week', '2027-01-01')).toBe('2026-12-28');
  expect(startOf('month', '2026-11-22')).toBe('2026-11-01');
});
