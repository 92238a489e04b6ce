import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatLeft,
  spellLeft,
  timeLeft,
  type TimeLeft,
} from '../../../../renderer/features/window/format-left.ts';
import { startTranslation } from '../../../../renderer/i18n/index.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const i18n = await startTranslation('en');
const t = i18n.getFixedT('en', 'window');

function saidMs(said: TimeLeft): number {
  if (said.unit === 'minutes') return said.minutes * MINUTE;
  if (said.unit === 'hours') return said.hours * HOUR + Number(said.minutes) * MINUTE;
  return said.minutes * MINUTE + Number(said.seconds) * SECOND;
}

describe('a time left in words', () => {
  it.each([
    [23 * HOUR + 58 * MINUTE, '23 h 58'],
    [3 * HOUR + 12 * MINUTE + 59 * SECOND, '3 h 12'],
    [3 * HOUR, '3 h 00'],
    [HOUR, '1 h 00'],
    [HOUR - 1, '59 min'],
    [42 * MINUTE, '42 min'],
    [5 * MINUTE, '5 min'],
    [5 * MINUTE - SECOND, '4:59'],
    [4 * MINUTE + 7 * SECOND, '4:07'],
    [4 * MINUTE + 6 * SECOND + 1, '4:07'],
    [SECOND, '0:01'],
    [1, '0:01'],
    [0, '0:00'],
    [-5 * SECOND, '0:00'],
  ])('%i ms is %s', (left, words) => {
    expect(formatLeft(left, t)).toBe(words);
  });

  it('never promises a whole minute that is not there, and ends exactly at zero', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 24 * HOUR }), (left) => {
        const said = timeLeft(left);
        const step = said.unit === 'seconds' ? SECOND : MINUTE;
        // Seconds are rounded up, minutes down: both by less than one of their own.
        const missing = said.unit === 'seconds' ? saidMs(said) - left : left - saidMs(said);
        expect(missing).toBeGreaterThanOrEqual(0);
        expect(missing).toBeLessThan(step);
        expect(saidMs(said) === 0).toBe(left === 0);
      }),
    );
  });

  it.each([
    [3 * HOUR + 12 * MINUTE, '3 hours 12 minutes'],
    [HOUR + MINUTE, '1 hour 1 minute'],
    [2 * HOUR, '2 hours'],
    [90 * SECOND, '2 minutes'],
  ])('%i ms is spelled %s', (left, words) => {
    expect(spellLeft(left, t)).toBe(words);
  });
});
