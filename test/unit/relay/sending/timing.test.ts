import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextLook, retryDelay } from '../../../../relay/services/sending/timing.ts';

describe('looks for evidence', () => {
  it('come at growing distances and end 60 s after the call', () => {
    fc.assert(
      fc.property(fc.nat(40_000), (answeredAfter) => {
        const looks: number[] = [];
        let now: number | null = answeredAfter;
        while (now !== null) {
          now = nextLook(answeredAfter, 0, now);
          if (now !== null) looks.push(now);
        }
        expect(looks.at(-1)).toBe(60_000);
        expect(looks.length).toBeLessThanOrEqual(8);
        expect(looks[0]).toBe(answeredAfter + 1000);
      }),
    );
  });

  it('are over at once where a relay comes back late', () => {
    expect(nextLook(90_000, 0, 90_000)).toBeNull();
  });
});

describe('the wait before another attempt', () => {
  it.each([
    [1, '00000000-', 1000],
    [1, 'ffff0000-', 1250],
    [3, '00000000-', 4000],
    [9, '00000000-', 60_000],
    [500, '00000000-', 60_000],
  ])('after %i attempts, token %s: %i ms', (attempts, token, delay) => {
    expect(retryDelay(attempts, token, null)).toBe(delay);
  });

  it('is never shorter than the provider asks for', () => {
    expect(retryDelay(1, '00000000-', 90_000)).toBe(90_000);
  });
});
