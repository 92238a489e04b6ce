import { describe, expect, it } from 'vitest';
import { MARKETS, PUBLISHED_RATES } from '../../../../shared/data/billing/published.ts';
import { readCard } from '../../../../shared/domain/billing/card-text.ts';
import { type Asked, rateBook, rateOn } from '../../../../shared/domain/billing/rate-book.ts';
import type { RateRow } from '../../../../shared/domain/billing/rate-row.ts';

const ASKED: Asked = {
  unit: 'message',
  market: 'Brazil',
  category: 'marketing',
  day: '2026-11-01',
  volume: 0,
  regime: 'message_paid_service',
};
const book = rateBook(PUBLISHED_RATES);

function found(asked: Partial<Asked>, from = book) {
  const rate = rateOn(from, { ...ASKED, ...asked });
  return rate === null ? null : [rate.row.card, rate.row.micro, rate.carried];
}

const agreed = (more: Partial<RateRow>): RateRow => ({
  card: 'own',
  unit: 'message',
  market: 'Brazil',
  category: 'marketing',
  above: 0,
  micro: 50_000,
  currency: 'USD',
  validFrom: '2026-10-15',
  validUntil: null,
  source: 'our contract',
  confidence: 'contract',
  ...more,
});

describe('the published cards', () => {
  it('are read in full', () => {
    const cards = Map.groupBy(PUBLISHED_RATES, ({ card }) => card);
    expect([...cards].map(([card, rows]) => [card, rows.length])).toEqual([
      ['meta-usd-2024-11', 130],
      ['meta-usd-2025-07', 52],
      ['meta-usd-2026-07', 27],
      ['meta-usd-2026-10', 188],
      ['twilio-usd-2026-09', 3],
    ]);
  });

  it('give every market of today a price in every category', () => {
    const without = [...MARKETS.names].flatMap((market) =>
      (['marketing', 'utility', 'authentication', 'service'] as const).filter(
        (category) => rateOn(book, { ...ASKED, market, category }) === null,
      ),
    );
    expect(without).toEqual([]);
  });

  it('refuse a line that has another form', () => {
    const card = {
      id: 'x',
      unit: 'message',
      currency: 'USD',
      validFrom: '2026-10-01',
      validUntil: null,
      source: '',
      confidence: 'low',
    } as const;
    expect(() => readCard({ ...card, rates: 'Brazil | 0.1 | | 0.1 | 0.1' })).toThrow(RangeError);
  });
});

describe('the price of a day', () => {
  it('is that of the card in force', () => {
    expect(found({})).toEqual(['meta-usd-2026-10', 62_500, false]);
    expect(found({ category: 'service' })).toEqual(['meta-usd-2026-10', 6800, false]);
    expect(found({ day: '2024-12-01', unit: 'conversation', regime: 'conversation' })).toEqual([
      'meta-usd-2024-11',
      62_500,
      false,
    ]);
  });

  it('is the newest earlier one of the regime, marked so, where the card lacks it', () => {
    const july = { day: '2026-08-01', regime: 'message' } as const;
    // Germany is not on the card of July 2026, and is on that of July 2025.
    expect(found({ ...july, market: 'Germany' })).toEqual(['meta-usd-2025-07', 136_500, true]);
    expect(found({ ...july, market: 'Egypt' })).toEqual(['meta-usd-2026-07', 64_400, false]);
  });

  it('is unknown where there is none, also where another regime had one', () => {
    const before = { day: '2025-08-01', regime: 'message' } as const;
    // By conversation it had one.
    expect(found({ ...before, market: 'North America' })).toBeNull();
    expect(found({ ...before, market: 'France', category: 'authentication' })).toBeNull();
    expect(found({ day: '2024-10-31', unit: 'conversation' })).toBeNull();
    expect(found({ unit: 'sms_segment', category: 'outbound' })).toBeNull();
  });

  it('is never carried from before paid service into it', () => {
    const old = readCard({
      id: 'old',
      unit: 'message',
      currency: 'USD',
      validFrom: '2026-09-01',
      validUntil: null,
      source: '',
      confidence: 'low',
      rates: 'Brazil | 0.1 | 0.1 | 0.1 | 0.1',
    });
    expect(found({}, rateBook(old))).toBeNull();
    expect(found({ day: '2026-09-30', regime: 'message' }, rateBook(old))).toEqual([
      'old',
      100_000,
      false,
    ]);
  });
});

describe('a contract', () => {
  it('goes first by market, category and date, and only there', () => {
    const with15 = rateBook(PUBLISHED_RATES, [agreed({ validUntil: '2026-11-15' })]);
    expect(found({ day: '2026-10-14' }, with15)).toEqual(['meta-usd-2026-10', 62_500, false]);
    expect(found({ day: '2026-10-15' }, with15)).toEqual(['own', 50_000, false]);
    expect(found({ day: '2026-11-15' }, with15)).toEqual(['own', 50_000, false]);
    expect(found({ day: '2026-11-16' }, with15)).toEqual(['meta-usd-2026-10', 62_500, false]);
    expect(found({ category: 'utility' }, with15)).toEqual(['meta-usd-2026-10', 6800, false]);
    expect(found({ market: 'Mexico' }, with15)).toEqual(['meta-usd-2026-10', 39_700, false]);
  });

  it('has steps by volume, each for what lies beyond it', () => {
    const steps = rateBook(PUBLISHED_RATES, [
      agreed({ above: 0 }),
      agreed({ above: 1000, micro: 45_000 }),
      agreed({ above: 5000, micro: 40_000 }),
    ]);
    const at = [0, 999, 1000, 4999, 5000].map((volume) => found({ volume }, steps)?.[1]);
    expect(at).toEqual([50_000, 50_000, 45_000, 45_000, 40_000]);
  });
});
