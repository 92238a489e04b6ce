import { createServer } from 'node:http';

/** What the browser brings back from the company's sign-in. */
export type Brought =
  | { readonly code: string }
  /** The code of a refusal, as the relay says it. */
  | { readonly refusal: string };

/** An address of this machine at which a browser is waited for. */
export interface Loopback {
  readonly port: number;
  /** Never settles after `close`. */
  readonly brought: Promise<Brought>;
  readonly close: () => void;
}

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
};
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Casement</title>
<h1>Go back to Casement</h1><p>This page can be closed.</p></html>
`;

/**
 * Waits for a browser on a free port of 127.0.0.1, as RFC 8252 has it for programs on a desktop.
 *
 * @param state what the browser must bring; anything else is not for this attempt
 * @throws {Error} of the system where no port can be had
 */
export async function openLoopback(state: string): Promise<Loopback> {
  const server = createServer();
  const brought = new Promise<Brought>((resolve) => {
    server.on('request', (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
      if (request.method !== 'GET' || pathname !== '/' || searchParams.get('state') !== state) {
        response.writeHead(404, { connection: 'close' }).end();
        return;
      }
      response.writeHead(200, { ...HEADERS, connection: 'close' }).end(PAGE);
      const code = searchParams.get('code');
      resolve(code === null ? { refusal: searchParams.get('refusal') ?? '' } : { code });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // It is no reason to keep the program running.
  server.unref();
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port of this machine');
  return { port: address.port, brought, close: () => void server.close() };
}
