import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLimits } from '../../../../relay/limits/limits.ts';
import { openMetrics } from '../../../../relay/metrics.ts';
import { personId } from '../../../../shared/contract/ids.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function someLimits() {
  return createLimits(openMetrics().turnedAway, () => Date.now());
}

test('an address with too many refusals is shut out for a minute, and no other', async () => {
  const limits = someLimits();
  for (let i = 0; i < 99; i += 1) limits.refused('webhook', '203.0.113.1');
  expect(await limits.isShut('webhook', '203.0.113.1')).toBe(false);
  limits.refused('webhook', '203.0.113.1');
  expect(await limits.isShut('webhook', '203.0.113.1')).toBe(true);
  expect(await limits.isShut('webhook', '203.0.113.2')).toBe(false);
  expect(await limits.isShut('stranger', '203.0.113.1')).toBe(false);
  vi.advanceTimersByTime(60_001);
  expect(await limits.isShut('webhook', '203.0.113.1')).toBe(false);
});

test('whose webhooks were genuine within an hour is not shut out', async () => {
  const limits = someLimits();
  limits.genuine('54.172.60.1');
  for (let i = 0; i < 500; i += 1) limits.refused('webhook', '54.172.60.1');
  expect(await limits.isShut('webhook', '54.172.60.1')).toBe(false);
  vi.advanceTimersByTime(61 * 60_000);
  for (let i = 0; i < 500; i += 1) limits.refused('webhook', '54.172.60.1');
  expect(await limits.isShut('webhook', '54.172.60.1')).toBe(true);
});

test('a whole network of IPv6 addresses is one', async () => {
  const limits = someLimits();
  for (let i = 0; i < 300; i += 1) limits.refused('stranger', `2001:db8::${i.toString(16)}`);
  expect(await limits.isShut('stranger', '2001:db8::ffff')).toBe(true);
});

test('addresses beyond what is remembered do not make it grow', async () => {
  const limits = someLimits();
  for (let i = 0; i < 300; i += 1) limits.refused('stranger', '203.0.113.1');
  for (let i = 0; i < 20_000; i += 1) limits.refused('stranger', `10.0.${i >> 8}.${i & 255}`);
  // The first one had to make room.
  expect(await limits.isShut('stranger', '203.0.113.1')).toBe(false);
  expect(vi.getTimerCount()).toBeLessThanOrEqual(20_001);
});

test('a person has two thousand calls in ten seconds', async () => {
  const limits = someLimits();
  const [ada, grace] = [personId.parse(randomUUID()), personId.parse(randomUUID())];
  for (let i = 0; i < 2000; i += 1) expect(await limits.mayCall(ada)).toBe(true);
  expect(await limits.mayCall(ada)).toBe(false);
  expect(await limits.mayCall(grace)).toBe(true);
  vi.advanceTimersByTime(10_001);
  expect(await limits.mayCall(ada)).toBe(true);
});
