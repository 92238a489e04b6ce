import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { clockOffset } from '../../../../shared/domain/window/clock-offset.ts';
import { entryPointEndsAt } from '../../../../shared/domain/window/entry-point.ts';

const HOUR = 3_600_000;
const clicked = Date.UTC(2026, 10, 22);

describe('the 72 hour free entry point', () => {
  it.each([
    ['answered at once', clicked, clicked + 1, clicked + 1 + 72 * HOUR],
    ['runs from the delivery', clicked, clicked + 20 * HOUR, clicked + 92 * HOUR],
    ['the last moment to answer', clicked, clicked + 24 * HOUR, clicked + 96 * HOUR],
    ['answered too late', clicked, clicked + 24 * HOUR + 1, null],
    ['not answered', clicked, null, null],
    ['no ad', null, clicked, null],
    ['an answer from before the click', clicked, clicked - 1, null],
  ])('%s', (_name, click, answer, expected) => {
    expect(entryPointEndsAt(click, answer)).toBe(expected);
  });
});

describe('the offset of the clock', () => {
  it('takes the sample with the shortest round trip', () => {
    const samples = [
      { askedAt: 0, answeredAt: 400, serverTime: 10_350 },
      { askedAt: 1000, answeredAt: 1020, serverTime: 11_010 },
      { askedAt: 2000, answeredAt: 2300, serverTime: 12_000 },
    ];
    expect(clockOffset(samples)).toEqual({ offset: 10_000, uncertainty: 10 });
  });

  it('knows nothing without a sample, nor by one that was answered before it was asked', () => {
    expect(clockOffset([])).toBeNull();
    expect(clockOffset([{ askedAt: 10, answeredAt: 9, serverTime: 5 }])).toBeNull();
  });

  test('is never further off than it says, however uneven the way there and back', () => {
    const trip = fc.record({
      asked: fc.integer({ min: 0, max: 1e9 }),
      there: fc.integer({ min: 0, max: 5000 }),
      back: fc.integer({ min: 0, max: 5000 }),
    });
    fc.assert(
      fc.property(fc.integer(), fc.array(trip, { minLength: 1, maxLength: 8 }), (truth, trips) => {
        const samples = trips.map(({ asked, there, back }) => ({
          askedAt: asked,
          answeredAt: asked + there + back,
          serverTime: asked + there + truth,
        }));
        const measured = clockOffset(samples);
        expect(Math.abs((measured?.offset ?? Number.NaN) - truth)).toBeLessThanOrEqual(
          measured?.uncertainty ?? -1,
        );
      }),
    );
  });
});
