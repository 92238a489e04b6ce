import { describe, expect, it } from 'vitest';
import { smsSegments } from '../../../simulator/platform/sms-segments.ts';

describe('smsSegments', () => {
  it.each([
    ['', 1],
    ['x'.repeat(160), 1],
    ['x'.repeat(161), 2],
    ['x'.repeat(306), 2],
    ['x'.repeat(307), 3],
    // The euro sign takes two places.
    ['€'.repeat(80), 1],
    ['€'.repeat(81), 2],
    ['ñüàÇ', 1],
    ['ó'.repeat(70), 1],
    ['ó'.repeat(71), 2],
    // An emoji takes two of the 16-bit units.
    ['🔩'.repeat(35), 1],
    ['🔩'.repeat(36), 2],
  ])('%s takes %i', (text, segments) => {
    expect(smsSegments(text)).toBe(segments);
  });
});
