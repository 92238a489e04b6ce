import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecast } from '../../../../shared/domain/billing/forecast.ts';

const today = '2026-11-20';
const since = '2026-01-01';
const dayOf = (back: number) =>
  new Date(Date.parse(`${today}T00:00:00Z`) - back * 24 * 3_600_000).toISOString().slice(0, 10);
const costs = (of: (back: number) => number) =>
  new Map(Array.from({ length: 28 }, (_, index) => [dayOf(index + 1), of(index + 1)]));

const isWorkday = (day: string) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

describe('what a month will come to', () => {
  it('goes on as it went, where every day is the same', () => {
    const days = costs(() => 100);
    // Ten days are to come.
    expect(forecast({ today, days, since, spent: 2000, coming: 50 })).toEqual({
      low: 3050,
      likely: 3050,
      high: 3050,
    });
  });

  it('knows that a Sunday is no Monday', () => {
    const days = costs((back) => (isWorkday(dayOf(back)) ? 70 : 0));
    // Of 21 to 30 November, four are on a weekend.
    expect(forecast({ today, days, since, spent: 0, coming: 0 })).toEqual({
      low: 420,
      likely: 420,
      high: 420,
    });
  });

  it('is none after less than a week', () => {
    const known = { today, days: costs(() => 100), spent: 600, coming: 0 };
    expect(forecast({ ...known, since: '2026-11-14' })).toBeNull();
    expect(forecast({ ...known, since: '2026-11-13' })).not.toBeNull();
  });

  it('is what was spent and is coming, on the last day', () => {
    const days = costs((back) => back * 10);
    expect(forecast({ today: '2026-11-30', days, since, spent: 70, coming: 7 })).toEqual({
      low: 77,
      likely: 77,
      high: 77,
    });
  });

  it('is never less than what is spent and coming, and its band holds what is likely', () => {
    const amount = fc.integer({ min: 0, max: 10 ** 12 });
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 28, maxLength: 28 }),
        amount,
        amount,
        (each, spent, coming) => {
          const days = costs((back) => each[back - 1] ?? 0);
          const {
            low = -1,
            likely = -1,
            high = -1,
          } = forecast({ today, days, since, spent, coming }) ?? {};
          expect(low).toBeGreaterThanOrEqual(spent + coming);
          expect(likely).toBeGreaterThanOrEqual(low);
          expect(high).toBeGreaterThanOrEqual(likely);
        },
      ),
    );
  });
});
