import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMicro,
  parseMicro,
  showMicro,
  sumByCurrency,
  totalIn,
} from '../../../../shared/domain/billing/money.ts';

const dollars = { micro: 26_000, currency: 'USD' } as const;
const euros = { micro: 1_000_001, currency: 'EUR' } as const;

describe('amounts', () => {
  it('are read exactly, and nothing else is an amount', () => {
    expect(parseMicro('0.0260')).toBe(26_000);
    expect(parseMicro('999999.999999')).toBe(999_999_999_999);
    const wrong = ['-1', '+1', '1e3', '', '.5', '1.', '0.0000001', '12345678901234567890', '١'];
    expect(wrong.map(parseMicro)).toEqual(wrong.map(() => null));
  });

  it('come back from their text as they were', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (micro) => {
        expect(parseMicro(showMicro(micro))).toBe(micro);
      }),
    );
    expect(showMicro(26_000)).toBe('0.0260');
    expect(showMicro(-1)).toBe('-0.000001');
  });

  it('refuse to be added where the sum would not be exact', () => {
    expect(() => addMicro(Number.MAX_SAFE_INTEGER, 1)).toThrow(RangeError);
    expect(addMicro(1, 2)).toBe(3);
  });

  it('of two currencies are never added without a stated rate', () => {
    expect([...sumByCurrency([dollars, euros, dollars])]).toEqual([
      ['USD', 52_000],
      ['EUR', 1_000_001],
    ]);
    expect(totalIn('USD', [dollars, euros])).toBeNull();
    // The other way round is another rate.
    expect(totalIn('USD', [dollars, euros], [{ from: 'USD', to: 'EUR', micro: 1 }])).toBeNull();
    const rate = { from: 'EUR', to: 'USD', micro: 1_085_000 } as const;
    // 1.000001 EUR at 1.085 is 1.085001085 USD: rounded to a micro-unit.
    expect(totalIn('USD', [dollars, euros], [rate])).toEqual({ micro: 1_111_001, currency: 'USD' });
  });
});
