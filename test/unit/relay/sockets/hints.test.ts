import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createHints } from '../../../../relay/sockets/hints.ts';
import { tenantId } from '../../../../shared/contract/ids.ts';

const mine = tenantId.parse(randomUUID());
const other = tenantId.parse(randomUUID());

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function hintsWithEars() {
  const told: [string, number][] = [];
  return { told, hints: createHints((id, head) => void told.push([id, head])) };
}

test('the first commit is told at once, and what follows within 10 ms as one', () => {
  const { told, hints } = hintsWithEars();
  for (const head of [1, 2, 3, 4]) hints.note(mine, head);
  expect(told).toEqual([[mine, 1]]);
  vi.advanceTimersByTime(9);
  hints.note(mine, 5);
  expect(told).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([
    [mine, 1],
    [mine, 5],
  ]);
});

test('tenants do not wait for each other', () => {
  const { told, hints } = hintsWithEars();
  hints.note(mine, 1);
  hints.note(other, 7);
  expect(told).toEqual([
    [mine, 1],
    [other, 7],
  ]);
});

test('what is older than what was told is not told again', () => {
  const { told, hints } = hintsWithEars();
  hints.note(mine, 5);
  hints.note(mine, 4);
  vi.advanceTimersByTime(100);
  hints.note(mine, 5);
  expect(told).toEqual([[mine, 5]]);
  expect(hints.latest(mine)).toBe(5);
});

test('after silence the next one is told at once', () => {
  const { told, hints } = hintsWithEars();
  hints.note(mine, 1);
  vi.advanceTimersByTime(50);
  hints.note(mine, 2);
  expect(told).toHaveLength(2);
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(50);
  expect(vi.getTimerCount()).toBe(0);
});
