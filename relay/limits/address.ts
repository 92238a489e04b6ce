import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';

/** Whose word on the client's address is believed. */
export type IsTrusted = (address: string) => boolean;

/** A proxy of this machine says for whom it asks; nobody else is believed by default. */
export const THIS_MACHINE: readonly string[] = ['127.0.0.0/8', '::1'];

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const GROUPS = 8;
/** One customer of a network provider gets so many groups of an IPv6 address, the rest is free. */
const NETWORK_GROUPS = 4;

/**
 * The proxies that are trusted, as addresses or as networks such as `10.0.0.0/8`.
 *
 * @throws {RangeError} naming the first that is neither
 */
export function trustedProxies(list: readonly string[]): IsTrusted {
  const trusted = new BlockList();
  for (const entry of list) {
    const [address = '', bits, ...rest] = entry.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    const most = family === 'ipv6' ? 128 : 32;
    const prefix = bits === undefined ? most : Number(bits);
    if (isIP(address) === 0 || rest.length > 0 || !/^\d{1,3}$/.test(bits ?? '0') || prefix > most) {
      throw new RangeError(entry);
    }
    trusted.addSubnet(address, prefix, family);
  }
  return (given) => {
    const address = plain(given);
    return isIP(address) !== 0 && trusted.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
  };
}

/** Where a request comes from: the last address in its chain that no trusted proxy has. */
export function clientAddress(request: IncomingMessage, isTrusted: IsTrusted): string {
  const said = request.headersDistinct['x-forwarded-for'] ?? [];
  const chain = said.flatMap((line) => line.split(',')).map((part) => part.trim());
  let address = request.socket.remoteAddress ?? '';
  for (let next = chain.pop(); next !== undefined && isTrusted(address); next = chain.pop()) {
    if (isIP(next) === 0) break;
    address = next;
  }
  return plain(address);
}

/** What one limit counts together: an IPv4 address, or an IPv6 network of 64 bits. */
export function networkOf(given: string): string {
  const address = plain(given);
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const before = head.split(':').filter((group) => group !== '');
  const after = (tail ?? '').split(':').filter((group) => group !== '');
  const between = Array.from(
    { length: Math.max(0, GROUPS - before.length - after.length) },
    () => '0',
  );
  return [...before, ...(tail === undefined ? [] : between), ...after]
    .slice(0, NETWORK_GROUPS)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

function plain(address: string): string {
  return MAPPED.exec(address)?.[1] ?? address;
}
