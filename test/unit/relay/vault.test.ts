import { randomBytes } from 'node:crypto';
import { expect, it, test } from 'vitest';
import { openVault } from '../../../relay/services/accounts/vault.ts';

const key = randomBytes(32);
const vault = openVault(key);

test('what is sealed opens again, in its own context', () => {
  const sealed = vault.seal('the token', 'account:1');
  expect(vault.open(sealed, 'account:1')).toBe('the token');
  expect(sealed.toString('latin1')).not.toContain('the token');
});

test('the same secret is never sealed to the same bytes', () => {
  expect(vault.seal('x', 'c').equals(vault.seal('x', 'c'))).toBe(false);
});

const sealed = vault.seal('the token', 'account:1');
const flipped = Buffer.from(sealed);
flipped[sealed.length - 1] = (flipped[sealed.length - 1] ?? 0) ^ 1;

it.each([
  ['in another context', () => vault.open(sealed, 'account:2')],
  ['after a change of one bit', () => vault.open(flipped, 'account:1')],
  ['by another key', () => openVault(randomBytes(32)).open(sealed, 'account:1')],
  ['when it is cut off', () => vault.open(sealed.subarray(0, 20), 'account:1')],
])('stays closed %s', (_name, open) => {
  expect(open).toThrow(Error);
});

test('a key of another length is refused', () => {
  expect(() => openVault(randomBytes(16))).toThrow('32 bytes');
});
