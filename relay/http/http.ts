import fastify, { type FastifyPluginCallback } from 'fastify';
import type { RequestListener } from 'node:http';
import { REST_BASE } from '../../shared/contract/rest.ts';
import type { IsTrusted } from '../limits/address.ts';
import type { Log } from '../log.ts';
import type { UnderWay } from '../under-way.ts';
import { sendRefused } from './api/answer.ts';
import type { Door } from './door.ts';
import { guardRoutes, type GuardOptions } from './guard.ts';
import { sendRefusal } from './refusals.ts';

/** Ordinary requests have no body, or a small one. */
const BODY_LIMIT = 64 * 1024;

export interface HttpOptions extends GuardOptions {
  readonly log: Log;
  /** The proxies whose word on the client's address is believed. */
  readonly isTrusted: IsTrusted;
  /** Is told of every request that is being worked on, also when whoever asked is gone. */
  readonly underWay: Pick<UnderWay, 'note'>;
}

export interface Http {
  /** Answers from now on. */
  readonly open: () => void;
  readonly close: () => Promise<void>;
}

/**
 * The relay's HTTP server behind its door. Every error is a coded refusal without a stack; the
 * log has the route and the status, and neither bodies nor query strings.
 */
export async function openHttp(
  door: Door,
  { log, isTrusted, underWay, ...guard }: HttpOptions,
  plugins: readonly FastifyPluginCallback[],
): Promise<Http> {
  let listener: RequestListener | undefined;
  const app = fastify({
    serverFactory: (handler) => {
      listener = handler;
      return door.server;
    },
    bodyLimit: BODY_LIMIT,
    trustProxy: (address: string) => isTrusted(address),
    logger: false,
    // A path that is none, found before any route.
    frameworkErrors: (_error, request, reply) => {
      if (request.url.startsWith(REST_BASE)) sendRefused(reply, 'invalid_input', 'the path');
      else sendRefusal(reply, 400, 'invalid_input');
    },
  });
  app.setErrorHandler((error: { readonly statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return sendRefusal(reply, status, 'invalid_input');
    log.error({ event: 'request_failed', route: request.routeOptions.url, err: error });
    return sendRefusal(reply, 500, 'internal');
  });
  app.setNotFoundHandler((_request, reply) => sendRefusal(reply, 404, 'unknown_call'));
  app.addHook('onRoute', (route) => {
    const { handler } = route;
    route.handler = function handle(request, reply) {
      const answer: unknown = handler.call(this, request, reply);
      if (answer instanceof Promise) underWay.note(answer);
      return answer;
    };
  });
  app.addHook('onResponse', (request, reply, done) => {
    log.info({
      event: 'request',
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    });
    done();
  });
  guardRoutes(app, guard);
  for (const plugin of plugins) await app.register(plugin);
  await app.ready();
  return {
    open: () => {
      if (listener !== undefined) door.open(listener);
    },
    close: () => app.close(),
  };
}
