import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatLeft,
  spellLeft,
  timeLeft,
} from '../../../../renderer/features/window/format-left.ts';
import { startTranslation } from '../../../../renderer/i18n/index.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const i18n = await startTranslation('en');
const t = i18n.getFixedT('en', 'window');

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
        if (said.unit === 'seconds') {
          const seconds = said.minutes * 60 + Number(said.seconds);
          expect(seconds === 0).toBe(left === 0);
          expect(seconds * SECOND - left).toBeLessThan(SECOND);
        } else {
          const minutes =
            said.unit === 'hours' ? said.hours * 60 + Number(said.minutes) : said.minutes;
          expect(minutes * MINUTE).toBeLessThanOrEqual(left);
          expect(left - minutes * MINUTE).toBeLessThan(MINUTE);
        }
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
