import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { contentPolicy, SAFE_HEADERS } from '../common/content-policy.ts';

/* What stands before everything else that listens on the port, requests and upgrades alike. */

/** The names under which the host answers. Any other name was pointed at us by someone's DNS. */
export function hostNames(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`];
}

/** Why a request is turned away: a status and a sentence. */
export interface Refused {
  readonly status: 400 | 403 | 404 | 421;
  readonly why: string;
}

/**
 * Whether a request is meant for this host and comes from its own pages.
 *
 * @param hosts the names under which the host answers
 * @returns null when it may go on
 */
export function refusedRequest(request: IncomingMessage, hosts: readonly string[]): Refused | null {
  const named = request.headersDistinct['host'] ?? [];
  const [host] = named;
  if (named.length !== 1 || host === undefined || !hosts.includes(host)) {
    return { status: 421, why: 'Casement does not answer under this name.' };
  }
  // A proxy's form of address, which names a second host.
  if (request.url?.startsWith('/') !== true) {
    return { status: 400, why: 'This is not an address of a page.' };
  }
  // Browsers say who asks. A person may come from anywhere, by opening the page; a page of
  // another origin, another port of this machine included, may not fetch or embed anything.
  const site = request.headers['sec-fetch-site'];
  const navigates = request.headers['sec-fetch-mode'] === 'navigate' && isPage(request.url);
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !navigates) {
    return { status: 403, why: 'Another site has asked for this.' };
  }
  return null;
}

function isPage(url: string): boolean {
  const [path] = url.split('?');
  return path === '/' || path === '/open';
}

/**
 * Whether a WebSocket may be opened: besides the rest, its Origin must be there and be the very
 * host that it asks for. "Origin equals Host" alone would let a rebound name in, and a list alone
 * one of our names to the other.
 *
 * @returns null when it may go on
 */
export function refusedSocket(request: IncomingMessage, hosts: readonly string[]): Refused | null {
  const refused = refusedRequest(request, hosts);
  if (refused !== null) return refused;
  if (isOwnOrigin(request)) return null;
  return { status: 403, why: 'Only Casement’s own page may connect.' };
}

/** Whether a page of the very host that it asks for makes this request: its Origin says so. */
export function isOwnOrigin(request: IncomingMessage): boolean {
  const origins = request.headersDistinct['origin'] ?? [];
  return origins.length === 1 && origins[0] === `http://${request.headers.host ?? ''}`;
}

/**
 * Puts the checks in front of every listener that the server has by now.
 *
 * @param request the check for requests
 * @param upgrade the check for WebSockets
 */
export function guard(
  server: Server,
  request: (incoming: IncomingMessage) => Refused | null,
  upgrade: (incoming: IncomingMessage) => Refused | null,
): void {
  const answering = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (incoming: IncomingMessage, response: ServerResponse) => {
    // Whatever answers may set another policy; nothing goes out without one.
    for (const [name, value] of Object.entries(DEFAULTS)) response.setHeader(name, value);
    const refused = request(incoming);
    if (refused === null) {
      for (const listener of answering) Reflect.apply(listener, server, [incoming, response]);
      return;
    }
    response.writeHead(refused.status, { ...PLAIN, connection: 'close' });
    response.end(`${refused.why}\n`);
  });

  const upgrading = server.listeners('upgrade');
  server.removeAllListeners('upgrade');
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refused = upgrade(incoming);
    if (refused === null) {
      for (const listener of upgrading) Reflect.apply(listener, server, [incoming, socket, head]);
      return;
    }
    socket.on('error', () => socket.destroy());
    const lines = Object.entries(PLAIN).map(([name, value]) => `${name}: ${value}`);
    socket.end(
      [`HTTP/1.1 ${refused.status} Refused`, ...lines, 'connection: close', '', refused.why].join(
        '\r\n',
      ),
    );
  });
}

const PLAIN = { 'content-type': 'text/plain; charset=utf-8' };
const DEFAULTS = {
  ...SAFE_HEADERS,
  'content-security-policy': contentPolicy([]),
  'cache-control': 'no-store',
};
