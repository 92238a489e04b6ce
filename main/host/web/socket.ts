import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import { z } from 'zod';
import type { App } from '../../app.ts';
import type { Visitor } from './gate.ts';

/** A draft is at most 20,000 characters; nothing that a page sends comes near this. */
const LARGEST_CALL = 1_000_000;

const handshake = z.object({ tab: z.string().max(100) });

/**
 * Bridges a page's calls to the core and the core's pushes to every page.
 *
 * @param visitor who the cookies of a handshake belong to
 */
export function bridgeSocket(
  http: HttpServer,
  app: App,
  visitor: (cookies: string | undefined) => Visitor | null,
): { readonly close: () => void } {
  const io = new Server(http, {
    // Polling requests leave the Origin out, so nothing could be told from it.
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: LARGEST_CALL,
  });
  io.use((socket, next) => {
    const { cookie } = socket.request.headers;
    const auth = handshake.safeParse(socket.handshake.auth);
    if (auth.success && visitor(cookie)?.hasTab(auth.data.tab) === true) next();
    else next(new Error('Reload the page.'));
  });
  io.on('connection', (socket) => {
    socket.on('call', (request: unknown, answer: unknown) => {
      // Whoever waits for no answer has not sent a call.
      if (typeof answer !== 'function') return;
      void app
        .call(request, socket)
        .then((result: unknown) => Reflect.apply(answer, undefined, [result]));
    });
    socket.on('disconnect', () => {
      app.pageGone(socket);
    });
  });
  const unsubscribe = app.onPush((push) => io.emit('push', push));
  return {
    close: () => {
      unsubscribe();
      io.disconnectSockets(true);
      // The HTTP server is closed by who opened it.
      io.engine.close();
    },
  };
}
