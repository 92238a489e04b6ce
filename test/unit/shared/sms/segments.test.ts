import { expect, it } from 'vitest';
import { smsSegments } from '../../../../shared/domain/sms/segments.ts';

it.each([
  ['', 1],
  ['a'.repeat(160), 1],
  ['a'.repeat(161), 2],
  ['a'.repeat(306), 2],
  ['a'.repeat(307), 3],
  // Each of the extension takes two places.
  ['€'.repeat(80), 1],
  ['€'.repeat(81), 2],
  // One letter outside makes all of it sixteen bits wide.
  [`${'a'.repeat(69)}ц`, 1],
  [`${'a'.repeat(70)}ц`, 2],
  ['😀'.repeat(35), 1],
  ['😀'.repeat(36), 2],
])('an SMS is charged in its parts', (text, count) => {
  expect(smsSegments(text)).toBe(count);
});
