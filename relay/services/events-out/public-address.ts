import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Where addresses of the public internet lie. Source: IANA, IPv6 global unicast. */
const GLOBAL_V6 = ipaddr.IPv6.parse('2000::');
const GLOBAL_V6_BITS = 3;

/**
 * Whether an address is one of the public internet: not private, loopback, link-local, reserved,
 * or a way to name such an IPv4 address in IPv6.
 *
 * @param text an IPv4 or IPv6 address without brackets; anything else is not public
 */
export function isPublicAddress(text: string): boolean {
  // The library also takes short and octal forms, which no resolver hands out.
  if (isIP(text) === 0) return false;
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_V6, GLOBAL_V6_BITS);
}

/**
 * Whether events may go to an address as far as it can be told without resolving its name.
 *
 * @param allowsPrivate the operator lets them go into private networks and without encryption
 */
export function mayBeCalled(url: URL, allowsPrivate: boolean): boolean {
  if (url.username !== '' || url.password !== '') return false;
  if (allowsPrivate) return url.protocol === 'https:' || url.protocol === 'http:';
  if (url.protocol !== 'https:') return false;
  const host = hostOf(url);
  return isIP(host) === 0 || isPublicAddress(host);
}

/** The host of a URL, an IPv6 address without its brackets. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}
