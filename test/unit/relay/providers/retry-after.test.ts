import { expect, it } from 'vitest';
import { waitAskedFor } from '../../../../relay/providers/twilio/http-client.ts';

const NOW = Date.UTC(2026, 10, 22, 12);

it.each([
  ['3', 3000],
  ['0', 0],
  ['1.5', 1500],
  ['Sun, 22 Nov 2026 12:00:30 GMT', 30_000],
  ['Sun, 22 Nov 2026 11:59:00 GMT', 0],
  ['86400', 3_600_000],
  ['soon', null],
  ['', null],
  ['-5', 0],
])('a Retry-After of %j asks for %s ms', (value, ms) => {
  expect(waitAskedFor(value, NOW)).toBe(ms);
});
