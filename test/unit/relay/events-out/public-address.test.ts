import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pauseAfter } from '../../../../relay/services/events-out/back-off.ts';
import {
  isPublicAddress,
  mayBeCalled,
} from '../../../../relay/services/events-out/public-address.ts';

const PRIVATE = [
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.2.1',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::7f00:1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:0:10.0.0.1',
  '64:ff9b::a00:1',
  '2002:a00:1::',
  '2001:db8::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fec0::1',
  'ff02::1',
  '127.1',
  '0177.0.0.1',
  'localhost',
  '',
];

test.each(PRIVATE)('%s is not of the public internet', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(['1.1.1.1', '93.184.216.34', '2606:4700:4700::1111', '::ffff:93.184.216.34'])(
  '%s is of the public internet',
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test('an IPv4 address is judged alike however it is written in IPv6', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      expect(isPublicAddress(`::ffff:${address}`)).toBe(isPublicAddress(address));
    }),
  );
});

test('nothing in a private network is called, whatever the last numbers are', () => {
  const byte = fc.nat(255);
  fc.assert(
    fc.property(fc.constantFrom('10', '127', '0'), byte, byte, byte, (first, ...rest) => {
      expect(isPublicAddress([first, ...rest].join('.'))).toBe(false);
    }),
  );
});

describe('addresses as they are entered', () => {
  test.each([
    'http://hooks.example/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://user:word@hooks.example/',
  ])('%s is refused', (url) => {
    expect(mayBeCalled(new URL(url), false)).toBe(false);
  });

  test.each(['https://hooks.example/in', 'https://1.1.1.1:8443/'])('%s is taken', (url) => {
    expect(mayBeCalled(new URL(url), false)).toBe(true);
  });

  test('the operator may let private networks in, and no credentials', () => {
    expect(mayBeCalled(new URL('http://10.0.0.1/'), true)).toBe(true);
    expect(mayBeCalled(new URL('http://a:b@10.0.0.1/'), true)).toBe(false);
    expect(mayBeCalled(new URL('ftp://10.0.0.1/'), true)).toBe(false);
  });
});

test('pauses grow, and the eighth failure is the last', () => {
  const seconds = [1, 2, 3, 4, 5, 6, 7, 8].map((tries) => (pauseAfter(tries) ?? NaN) / 1000);
  expect(seconds).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 36_000, NaN]);
});
