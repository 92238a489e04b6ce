import { lookup, type LookupAddress } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { DeliveryError } from '../../../shared/contract/webhook-out.ts';
import { isPublicAddress, mayBeCalled } from './public-address.ts';

/** So long an endpoint may take to answer, in ms. */
const TIMEOUT_MS = 10_000;

/** What came of a POST. */
export type Outcome = { readonly status: number } | { readonly error: DeliveryError };

class AddressNotAllowedError extends Error {}

/** Finds all addresses of a name. */
export type Resolve = (
  name: string,
  family: 0 | 4 | 6,
  done: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void;

const resolveBySystem: Resolve = (name, family, done) => lookup(name, { family, all: true }, done);

/** The surroundings of a POST; tests bring a resolver of their own. */
export interface PostOptions {
  /** Whether it may go into private networks and without encryption. */
  readonly allowsPrivate: boolean;
  readonly resolve?: Resolve;
  /** ms. */
  readonly timeout?: number;
}

/**
 * Sends one event. The connection goes to the address that was checked, as the check is part of
 * its own look-up; redirects are answers like any other, and the body of the answer is not read.
 */
export function post(
  address: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  options: PostOptions,
): Promise<Outcome> {
  const url = new URL(address);
  if (!mayBeCalled(url, options.allowsPrivate)) {
    return Promise.resolve({ error: 'address_not_allowed' });
  }
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((done) => {
    const request = send(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      // A connection of its own: none that was opened under another check.
      agent: false,
      lookup: checkedLookup(options),
      signal: AbortSignal.timeout(options.timeout ?? TIMEOUT_MS),
    });
    request.on('response', (response) => {
      done({ status: response.statusCode ?? 0 });
      response.destroy();
    });
    request.on('error', (error) => done({ error: errorOf(error) }));
    request.end(body);
  });
}

/** Resolves a name to all of its addresses, and refuses it where one of them is not public. */
function checkedLookup({ allowsPrivate, resolve = resolveBySystem }: PostOptions): LookupFunction {
  return (name, { family, all }, callback) => {
    resolve(name, familyOf(family), (error, addresses) => {
      if (error !== null) {
        callback(error, []);
        return;
      }
      const [first] = addresses;
      const isAllowed = allowsPrivate || addresses.every((one) => isPublicAddress(one.address));
      if (first === undefined || !isAllowed) callback(new AddressNotAllowedError(), []);
      else if (all === true) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    });
  };
}

function familyOf(family: number | 'IPv4' | 'IPv6' | undefined): 0 | 4 | 6 {
  if (family === 4 || family === 'IPv4') return 4;
  return family === 6 || family === 'IPv6' ? 6 : 0;
}

function errorOf(error: Error): DeliveryError {
  if (error instanceof AddressNotAllowedError) return 'address_not_allowed';
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'timeout';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'name_not_found';
  if (/CERT|TLS|SSL|VERIFY/.test(code)) return 'certificate';
  return 'no_connection';
}
