import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';

/** What socket.io alone takes for an event and its acknowledgement. */
export interface Echo {
  /** One round trip, in ms. */
  readonly measure: () => Promise<number>;
  readonly close: () => Promise<void>;
}

/** Starts a bare socket.io server and a client of it. */
export async function startEcho(): Promise<Echo> {
  const http = createServer();
  const server = new Server(http, { transports: ['websocket'] });
  server.on('connection', (socket) => {
    socket.on('echo', (word: unknown, answer: (word: unknown) => void) => answer(word));
  });
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  const address: AddressInfo | string | null = http.address();
  if (address === null || typeof address === 'string') throw new Error('no port was opened');
  const client = io(`http://127.0.0.1:${address.port}`, { transports: ['websocket'] });
  await new Promise<void>((resolve) => {
    client.once('connect', resolve);
  });
  return {
    measure: async () => {
      await pause(1);
      const started = performance.now();
      await client.emitWithAck('echo', 'word');
      return performance.now() - started;
    },
    close: async () => {
      client.disconnect();
      await server.close();
    },
  };
}
