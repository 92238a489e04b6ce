import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { UPLOAD_PACE } from './body-pace.ts';
import { SetupError } from '../setup-error.ts';

const GRACE_MS = 5000;
/** How often it is looked for connections that are too slow. */
const LOOK_MS = 1000;
/** The largest body, a file over a thin line, takes no longer; each route waits for less. */
const REQUEST_MS = UPLOAD_PACE.total + 60_000;
/** Connections at a time, desktops included. */
const MOST_CONNECTIONS = 20_000;

/**
 * The relay's port, taken before anything else is started: the address is part of what the
 * provider signs, and a port in use is better found out at once.
 */
export interface Door {
  readonly server: Server;
  /** `http://host:port`. */
  readonly url: string;
  readonly isOpen: () => boolean;
  /** Whoever comes from now on is answered by this. */
  readonly open: (listener: RequestListener) => void;
  /** Lets nobody in any more and waits for what is being answered, for some seconds. */
  readonly close: () => Promise<void>;
}

const notYet: RequestListener = (_request, response) => {
  response.writeHead(503, { 'retry-after': '1' }).end();
};

/**
 * Takes the port.
 *
 * @param port 0: any free one
 * @param patience how long the headers of a request may take, in ms
 * @throws {SetupError} if it cannot be had
 */
export async function openDoor(host: string, port: number, patience: number): Promise<Door> {
  let listener = notYet;
  let isOpen = false;
  let isClosing = false;
  const answering = new Set<ServerResponse>();
  const server = createServer(
    {
      headersTimeout: patience,
      requestTimeout: Math.max(patience, REQUEST_MS),
      connectionsCheckingInterval: Math.min(patience, LOOK_MS),
    },
    (request, response) => {
      answering.add(response);
      response.on('close', () => answering.delete(response));
      if (isClosing) response.setHeader('connection', 'close');
      listener(request, response);
    },
  );
  server.maxConnections = MOST_CONNECTIONS;
  const connections = new Set<Socket>();
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
  });
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError(
      `The relay cannot listen on ${host}:${port}: ${reason}.`,
      'Stop what uses it, or set PORT and HOST to others.',
    );
  }
  const address = server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  return {
    server,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    isOpen: () => isOpen,
    open: (next) => {
      listener = next;
      isOpen = true;
    },
    close: async () => {
      isOpen = false;
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      // A line that is kept would bring requests to the very end, and be cut in one of them.
      isClosing = true;
      for (const response of answering) {
        if (!response.headersSent) response.setHeader('connection', 'close');
      }
      // Every one: `closeAllConnections` leaves WebSockets alone, and a desktop whose machine
      // sleeps never answers that its own is closed.
      const late = setTimeout(() => {
        for (const socket of connections) socket.destroy();
      }, GRACE_MS);
      await closed;
      clearTimeout(late);
    },
  };
}
