import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { runningRelay } from '../../../support/relay/running-relay.ts';

/** The server's own end of a WebSocket waits 30 s for the answer to its goodbye. */
const UNTIL_GIVEN_UP_MS = 25_000;

test('a desktop that does not answer any more does not keep the relay from stopping', async () => {
  const relay = await runningRelay();
  const socket = connect(Number(new URL(relay.url).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  socket.write(
    [
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
      'Host: relay',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      'Sec-WebSocket-Version: 13',
      '\r\n',
    ].join('\r\n'),
  );
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1.1 101 /);
  const stopped = await Promise.race([
    relay.close().then(() => true),
    new Promise((resolve) => {
      setTimeout(() => resolve(false), UNTIL_GIVEN_UP_MS).unref();
    }),
  ]);
  expect(stopped).toBe(true);
});
