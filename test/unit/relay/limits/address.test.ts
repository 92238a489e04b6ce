import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import {
  clientAddress,
  networkOf,
  THIS_MACHINE,
  trustedProxies,
} from '../../../../relay/limits/address.ts';

function request(remote: string, forwarded: readonly string[]): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: remote });
  const message = new IncomingMessage(socket);
  message.headersDistinct = { 'x-forwarded-for': [...forwarded] };
  return message;
}

describe('the address of a client', () => {
  test.each([
    ['its own, without a proxy', '203.0.113.1', [], '203.0.113.1'],
    ['its own, whatever it says of itself', '203.0.113.1', ['198.51.100.1'], '203.0.113.1'],
    ['what a trusted proxy says', '127.0.0.1', ['198.51.100.1'], '198.51.100.1'],
    [
      'what the proxy added, not what was there before',
      '127.0.0.1',
      ['10.9.9.9, 198.51.100.1'],
      '198.51.100.1',
    ],
    [
      'beyond a chain of trusted proxies',
      '::ffff:127.0.0.1',
      ['198.51.100.1', '10.0.0.7'],
      '198.51.100.1',
    ],
    ['the proxy’s, where it says no address', '127.0.0.1', ['unknown'], '127.0.0.1'],
  ])('is %s', (_what, remote, forwarded, expected) => {
    const isTrusted = trustedProxies([...THIS_MACHINE, '10.0.0.0/24']);
    expect(clientAddress(request(remote, forwarded), isTrusted)).toBe(expected);
  });
});

test.each([
  ['203.0.113.1', '203.0.113.1'],
  ['::ffff:203.0.113.1', '203.0.113.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0db8:1:2::6', '2001:db8:1:2'],
  ['::1', '0:0:0:0'],
])('%s is counted as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test.each(['relay.example', '10.0.0.0/33', '10.0.0.0/', '::1/129', '10.0.0.0/8/8', ''])(
  'a trusted proxy cannot be “%s”',
  (entry) => {
    expect(() => trustedProxies([entry])).toThrow(RangeError);
  },
);
