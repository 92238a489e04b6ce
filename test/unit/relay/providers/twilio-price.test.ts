import { describe, expect, it } from 'vitest';
import { readPrice } from '../../../../relay/providers/twilio/usage.ts';

describe('Twilio’s price of a message', () => {
  it.each([
    ['-0.00500', 'USD', { micro: 5000, currency: 'USD' }],
    ['-0.0083', 'usd', { micro: 8300, currency: 'USD' }],
    ['-12', 'EUR', { micro: 12_000_000, currency: 'EUR' }],
    ['0', 'USD', { micro: 0, currency: 'USD' }],
    ['-0.00000', 'USD', { micro: 0, currency: 'USD' }],
    // Given back.
    ['0.00500', 'USD', { micro: -5000, currency: 'USD' }],
    [null, 'USD', null],
    ['', 'USD', null],
    ['-0.005', null, null],
    // More digits than are kept: not exact, so not known.
    ['-0.0000001', 'USD', null],
    ['-5e-3', 'USD', null],
    ['-0.005', 'CHF', null],
  ])('%s %s', (price, unit, known) => {
    expect(readPrice(price, unit)).toEqual(known);
  });
});
