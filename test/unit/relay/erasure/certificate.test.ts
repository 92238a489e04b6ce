import { expect, it } from 'vitest';
import { certificateSeal } from '../../../../relay/services/erasure/certificate.ts';

const seal = certificateSeal(Buffer.alloc(32, 1));

it('finds its own signature good', () => {
  expect(seal.isIntact('a text', seal.sign('a text'))).toBe(true);
});

it.each([
  ['another text', seal.sign('a text')],
  ['a text', ''],
  ['a text', certificateSeal(Buffer.alloc(32, 2)).sign('a text')],
])('does not find %s with %s good', (text, signature) => {
  expect(seal.isIntact(text, signature)).toBe(false);
});
