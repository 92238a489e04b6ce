import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, hashCommand } from '../../../../relay/services/commands/canonical.ts';

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, part]) => [key, shuffled(part)]),
  );
}

test('the order of keys makes no difference, and everything else does', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      expect(canonicalJson(shuffled(one))).toBe(canonicalJson(one));
      const same = isDeepStrictEqual(
        JSON.parse(JSON.stringify(one)),
        JSON.parse(JSON.stringify(other)),
      );
      expect(canonicalJson(one) === canonicalJson(other)).toBe(same);
    }),
  );
  expect(canonicalJson({ b: [2, 1], a: null })).toBe('{"a":null,"b":[2,1]}');
});

test('the name is part of what is hashed', () => {
  expect(hashCommand('a', { x: 1 }).equals(hashCommand('b', { x: 1 }))).toBe(false);
  expect(hashCommand('a', { x: 1, y: 2 }).equals(hashCommand('a', { y: 2, x: 1 }))).toBe(true);
});
