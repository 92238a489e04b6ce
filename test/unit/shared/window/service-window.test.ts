import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  GUARD_BAND_MS,
  latestWindowStart,
  mayWriteFreeform,
  SERVICE_WINDOW_MS,
  serviceWindow,
  validitySeconds,
  windowClosesAt,
  windowLevel,
  windowStart,
} from '../../../../shared/domain/window/service-window.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const start = Date.UTC(2026, 10, 22, 9, 0, 0);
const closes = start + 24 * HOUR - 2 * MINUTE;

function latest(starts: readonly number[]): number | null {
  return starts.reduce<number | null>((so, each) => latestWindowStart(so, each), null);
}

describe('the customer service window', () => {
  it('closes two minutes before 24 hours have passed', () => {
    expect(windowClosesAt(start)).toBe(Date.UTC(2026, 10, 23, 8, 58, 0));
    expect(SERVICE_WINDOW_MS).toBe(24 * HOUR);
    expect(GUARD_BAND_MS).toBe(2 * MINUTE);
  });

  it.each([
    ['never written', null, start, { state: 'never' }],
    ['just written', start, start, { state: 'open', closesAt: closes, left: closes - start }],
    ['a millisecond left', start, closes - 1, { state: 'open', closesAt: closes, left: 1 }],
    ['at its end', start, closes, { state: 'closed', closedAt: closes }],
    ['inside the guard band', start, closes + MINUTE, { state: 'closed', closedAt: closes }],
    ['days later', start, start + 90 * HOUR, { state: 'closed', closedAt: closes }],
  ] as const)('%s', (_name, lastInbound, now, expected) => {
    expect(serviceWindow(lastInbound, now)).toEqual(expected);
  });

  it.each([
    ['whatsapp', start, closes - 1, true],
    ['whatsapp', start, closes, false],
    ['whatsapp', null, start, false],
    ['sms', null, start, true],
    ['sms', start, start + 90 * HOUR, true],
  ] as const)('lets freeform out on %s, start %s, at %s: %s', (channel, from, now, expected) => {
    expect(mayWriteFreeform(channel, from, now)).toBe(expected);
  });
});

describe('the start of a window', () => {
  it.each([
    ['received at once', 5000, 4900, 4900],
    ['received late: the provider date counts', 9_000_000, 4000, 4000],
    ['the provider clock is ahead: the receipt counts', 5000, 6000, 5000],
    ['no date known', 5000, null, 5000],
  ])('%s', (_name, receivedAt, providerDate, expected) => {
    expect(windowStart(receivedAt, providerDate)).toBe(expected);
  });

  test('is the latest of all inbound messages, in whatever order they came', () => {
    const times = fc.array(fc.integer({ min: 0, max: 2 ** 40 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(times, fc.integer(), (starts, seed) => {
        const shuffled = starts.toSorted((a, b) => ((a * 31 + seed) % 97) - ((b * 31 + seed) % 97));
        expect(latest(shuffled)).toBe(latest(starts));
        expect(latest(starts)).toBe(Math.max(...starts));
      }),
    );
  });
});

test('no freeform that may leave is ever outside of 24 hours, and none is held back before the guard band', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 41 }),
      fc.integer({ min: 0, max: 60 * HOUR }),
      (from, later) => {
        const may = mayWriteFreeform('whatsapp', from, from + later);
        expect(may && later >= 24 * HOUR).toBe(false);
        expect(!may && later < 24 * HOUR - GUARD_BAND_MS).toBe(false);
      },
    ),
  );
});

describe('the validity that the provider is given', () => {
  it.each([
    ['an hour', HOUR, 3600],
    ['rounded down, so that it does not outlive the window', 1999, 1],
    ['never more than the provider takes', 24 * HOUR, 36_000],
    ['less than a second', 999, null],
    ['past', -1, null],
  ])('%s', (_name, left, expected) => {
    expect(validitySeconds(start + left, start)).toBe(expected);
  });

  test('never lets the provider try beyond the end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 * HOUR }), (left) => {
        const seconds = validitySeconds(start + left, start);
        expect((seconds ?? 0) * 1000).toBeLessThanOrEqual(left);
      }),
    );
  });
});

describe('the level of the window sign', () => {
  const [amber, red] = [4 * HOUR, 30 * MINUTE];
  it.each([
    [null, 0, 'none'],
    [start, closes - amber, 'open'],
    [start, closes - amber + 1, 'closing'],
    [start, closes - red, 'closing'],
    [start, closes - red + 1, 'urgent'],
    [start, closes, 'closed'],
  ] as const)('start %s at %s: %s', (from, now, expected) => {
    expect(windowLevel(serviceWindow(from, now), amber, red)).toBe(expected);
  });
});
