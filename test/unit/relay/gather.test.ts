import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { gather, TooMuchWaitingError, type Waiting } from '../../../relay/gather.ts';
import { tenantId } from '../../../shared/contract/ids.ts';

const [one, other, third] = [randomUUID(), randomUUID(), randomUUID()].map((id) =>
  tenantId.parse(id),
);
if (one === undefined || other === undefined || third === undefined) throw new Error('no ids');

/** Gathers numbers; each group waits to be finished by the test. */
function numbers(options: { items?: number; tenants?: number; groups?: number; waiting?: number }) {
  const groups: { readonly items: readonly number[]; readonly finish: () => void }[] = [];
  const add = gather<number, string>({
    run: (group: readonly Waiting<number, string>[]) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      groups.push({
        items: group.map(({ item }) => item),
        finish: () => {
          for (const { item, done } of group) done(`stored ${String(item)}`);
          resolve();
        },
      });
      return promise;
    },
    items: 10,
    tenants: 10,
    groups: 2,
    waiting: 100,
    ...options,
  });
  return { add, groups };
}

test('what arrives together is one group, and what arrives meanwhile the next', async () => {
  const { add, groups } = numbers({});
  const first = [add(one, 1), add(other, 2), add(one, 3)];
  await turn();
  const later = [add(one, 4), add(one, 5)];
  await turn();
  expect(groups.map(({ items }) => items)).toEqual([[1, 3, 2]]);
  groups[0]?.finish();
  expect(await Promise.all(first)).toEqual(['stored 1', 'stored 2', 'stored 3']);
  await turn();
  expect(groups.map(({ items }) => items)).toEqual([
    [1, 3, 2],
    [4, 5],
  ]);
  groups[1]?.finish();
  expect(await Promise.all(later)).toEqual(['stored 4', 'stored 5']);
});

test('the next group begins before the answers of the one before are given', async () => {
  const { add, groups } = numbers({ groups: 1 });
  const begun = add(one, 1).then(() => groups.length);
  await turn();
  void add(one, 2);
  await turn();
  groups[0]?.finish();
  expect(await begun).toBe(2);
});

test('two groups at a time, never with the same tenant', async () => {
  const { add, groups } = numbers({});
  void add(one, 1);
  await turn();
  void add(one, 2);
  void add(other, 3);
  await turn();
  void add(third, 4);
  await turn();
  expect(groups.map(({ items }) => items)).toEqual([[1], [3]]);
  groups[1]?.finish();
  await turn();
  await turn();
  expect(groups.map(({ items }) => items)).toEqual([[1], [3], [4]]);
});

test('a tenant with much to do does not keep the others waiting', async () => {
  const { add, groups } = numbers({ items: 2, groups: 1 });
  for (const item of [1, 2, 3, 4]) void add(one, item);
  void add(other, 5);
  await turn();
  groups[0]?.finish();
  await turn();
  await turn();
  expect(groups.map(({ items }) => items)).toEqual([
    [1, 2],
    [5, 3],
  ]);
});

test('more than may wait is turned away at once, and taken again when there is room', async () => {
  const { add, groups } = numbers({ waiting: 2, groups: 1 });
  void add(one, 1);
  await turn();
  void add(one, 2);
  void add(one, 3);
  await expect(add(one, 4)).rejects.toBeInstanceOf(TooMuchWaitingError);
  groups[0]?.finish();
  await turn();
  await turn();
  void add(one, 5);
  expect(groups.map(({ items }) => items)).toEqual([[1], [2, 3]]);
});

test('a group that fails as a whole fails for each, and the next goes on', async () => {
  let groups = 0;
  const add = gather<number, string>({
    run: (group) => {
      groups += 1;
      if (groups === 1) return Promise.reject(new Error('the database is gone'));
      for (const { done } of group) done('stored');
      return Promise.resolve();
    },
    items: 10,
    tenants: 10,
    groups: 1,
    waiting: 10,
  });
  await expect(add(one, 1)).rejects.toThrow('the database is gone');
  expect(await add(one, 2)).toBe('stored');
});
