import { describe, expect, it } from 'vitest';
import { checkThresholds } from '../../../../renderer/features/settings/thresholds.ts';

describe('the thresholds of the window sign', () => {
  it('are kept when both are right', () => {
    expect(checkThresholds(' 240 ', '30')).toEqual({
      ok: true,
      value: { windowAmberMinutes: 240, windowRedMinutes: 30 },
    });
  });

  it.each([
    ['', '30', 'amber', 'amberRange'],
    ['4', '1', 'amber', 'amberRange'],
    ['1441', '30', 'amber', 'amberRange'],
    ['2.5', '1', 'amber', 'amberRange'],
    ['-60', '30', 'amber', 'amberRange'],
    ['1e2', '30', 'amber', 'amberRange'],
    ['240', '0', 'red', 'redRange'],
    ['240', 'soon', 'red', 'redRange'],
    ['30', '30', 'red', 'redAboveAmber'],
    ['30', '31', 'red', 'redAboveAmber'],
  ])('%j and %j: %s is wrong, %s', (amber, red, field, problem) => {
    expect(checkThresholds(amber, red)).toEqual({ ok: false, field, problem });
  });
});
