import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import { z } from 'zod';
import { refuse } from '../../../shared/contract/errors.ts';
import type { App } from '../../app.ts';
import type { Visitor } from './gate.ts';

/** The longest draft, 200,000 characters, has 600,000 bytes at most; nothing else comes near. */
const LARGEST_CALL = 1_000_000;

/** Calls of one page at a time; a page has a few under way. */
const MOST_UNDER_WAY = 256;

const GOODBYE_MS = 1000;

/** A connection below socket.io. */
interface EngineConnection {
  readonly request: IncomingMessage;
  readonly once: (event: 'close', listener: () => void) => unknown;
}

const handshake = z.object({ tab: z.string().max(100) });

/**
 * Bridges a page's calls to the core and the core's pushes to the pages they are for.
 *
 * @param visitor who the cookies of a handshake belong to
 * @param patience how long a connection may take to show its token, in ms
 */
export function bridgeSocket(
  http: HttpServer,
  app: App,
  visitor: (cookies: string | undefined) => Visitor | null,
  patience: number,
): { readonly close: () => void } {
  const io = new Server(http, {
    // Polling requests leave the Origin out, so nothing could be told from it.
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: LARGEST_CALL,
    connectTimeout: patience,
  });
  io.engine.on('connection', (connection: EngineConnection) => {
    const { socket } = connection.request;
    connection.once('close', () => {
      // Whoever does not answer the WebSocket's goodbye would keep the line for half a minute.
      const late = setTimeout(() => socket.destroy(), GOODBYE_MS);
      socket.once('close', () => clearTimeout(late));
    });
  });
  io.use((socket, next) => {
    const { cookie } = socket.request.headers;
    const auth = handshake.safeParse(socket.handshake.auth);
    if (auth.success && visitor(cookie)?.hasTab(auth.data.tab) === true) next();
    else next(new Error('Reload the page.'));
  });
  io.on('connection', (socket) => {
    let underWay = 0;
    socket.on('call', (request: unknown, answer: unknown) => {
      // Whoever waits for no answer has not sent a call.
      if (typeof answer !== 'function') return;
      if (underWay >= MOST_UNDER_WAY) {
        Reflect.apply(answer, undefined, [{ ok: false, refusal: refuse('busy') }]);
        return;
      }
      underWay += 1;
      void app.call(request, socket).then((result: unknown) => {
        underWay -= 1;
        return Reflect.apply(answer, undefined, [result]);
      });
    });
    socket.on('disconnect', () => {
      app.pageGone(socket);
    });
  });
  const unsubscribe = app.onPush((push, to) => {
    if (to === null) io.emit('push', push);
    for (const socket of io.sockets.sockets.values()) {
      if (socket === to) socket.emit('push', push);
    }
  });
  return {
    close: () => {
      unsubscribe();
      io.disconnectSockets(true);
      // The HTTP server is closed by who opened it.
      io.engine.close();
    },
  };
}
