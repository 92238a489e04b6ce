import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished, test } from 'vitest';
import type { SendOutcome } from '../../../../relay/providers/provider.ts';
import { createTwilioProvider } from '../../../../relay/providers/twilio/twilio-provider.ts';
import { tenantId } from '../../../../shared/contract/ids.ts';

/* What each way in which a call can end proves about the message. */

const account = {
  tenantId: tenantId.parse('018f2b6e-7c1a-7000-8000-000000000001'),
  id: '018f2b6e-7c1a-7000-8000-000000000002',
  accountSid: `AC${'a'.repeat(32)}`,
  authToken: 'secret',
};

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server's address has a port
  return (server.address() as AddressInfo).port;
}

async function sendTo(baseUrl: string, timeoutMs = 5000): Promise<SendOutcome> {
  return createTwilioProvider({ baseUrl, timeoutMs }).send(account, {
    channel: 'whatsapp',
    from: '+15550100',
    to: { phone: '+15550111', whatsappUserId: null },
    content: { kind: 'text', body: 'Yes, 40 in stock' },
    statusCallback: 'https://relay.example/status?send=1',
    validitySeconds: 3600,
  });
}

async function answered(listener: RequestListener, timeoutMs?: number): Promise<SendOutcome> {
  let calls = 0;
  const server = createServer((request, response) => {
    calls += 1;
    listener(request, response);
  });
  const outcome = await sendTo(`http://127.0.0.1:${await listening(server)}`, timeoutMs);
  // In doubt or not: the provider is never called again by itself.
  expect(calls).toBe(1);
  return outcome;
}

function json(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): RequestListener {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

const sid = `SM${'1'.repeat(32)}`;

it.each<[string, RequestListener, SendOutcome]>([
  [
    'taken',
    json(201, { sid, status: 'queued', date_created: 'Sun, 22 Nov 2026 12:00:00 +0000' }),
    { kind: 'accepted', providerSid: sid, status: 'accepted' },
  ],
  [
    'refused with a code',
    json(400, { code: 21211, message: 'Invalid To', status: 400 }),
    { kind: 'refused', errorCode: 21211, reason: 'the provider answered 400' },
  ],
  [
    'too many requests',
    json(429, { code: 20429, message: 'Too many', status: 429 }),
    { kind: 'busy', retryAfterMs: null },
  ],
  [
    'too many requests, and for how long',
    json(429, { code: 20429, message: 'Too many', status: 429 }, { 'retry-after': '3' }),
    { kind: 'busy', retryAfterMs: 3000 },
  ],
  [
    'a 4xx that is not the provider’s own',
    json(403, { error: 'blocked by the proxy' }),
    { kind: 'in_doubt', reason: 'the provider answered 403' },
  ],
  [
    'a fault of the provider',
    json(500, { code: 20500, message: 'Internal', status: 500 }),
    { kind: 'in_doubt', reason: 'the provider answered 500' },
  ],
  [
    'unavailable',
    json(503, { code: 20503, message: 'Unavailable', status: 503 }),
    { kind: 'in_doubt', reason: 'the provider answered 503' },
  ],
  [
    'a success that is no message',
    json(200, { hello: 'there' }),
    { kind: 'in_doubt', reason: 'the answer was not a message' },
  ],
])('%s', async (_name, listener, expected) => {
  expect(await answered(listener)).toEqual(expected);
});

test('a reset after the request was read leaves it in doubt', async () => {
  const outcome = await answered((request) => {
    request.resume().on('end', () => request.socket.resetAndDestroy());
  });
  expect(outcome).toMatchObject({ kind: 'in_doubt' });
});

test('an answer that does not come leaves it in doubt', async () => {
  expect(await answered(() => undefined, 200)).toMatchObject({ kind: 'in_doubt' });
});

test('an answer that breaks off leaves it in doubt', async () => {
  const outcome = await answered((request, response) => {
    response.writeHead(201, { 'content-length': '500' });
    response.write('{"sid":');
    request.socket.destroySoon();
  });
  expect(outcome).toMatchObject({ kind: 'in_doubt' });
});

test('a connection that is refused has not carried it', async () => {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => {
    server.close(resolve);
  });
  expect(await sendTo(`http://127.0.0.1:${port}`)).toEqual({
    kind: 'not_departed',
    reason: 'ECONNREFUSED',
  });
});

test('a name that does not exist has not carried it', async () => {
  expect(await sendTo('http://casement.invalid')).toMatchObject({ kind: 'not_departed' });
});

function pem(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, '../../../support/self-signed', name));
}

test('a line to someone who cannot prove to be the provider has not carried it', async () => {
  let calls = 0;
  const server = createTlsServer(
    { key: pem('key.pem'), cert: pem('certificate.pem') },
    (_request, response) => {
      calls += 1;
      response.end();
    },
  );
  expect(await sendTo(`https://127.0.0.1:${await listening(server)}`)).toEqual({
    kind: 'not_departed',
    reason: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  });
  expect(calls).toBe(0);
});
