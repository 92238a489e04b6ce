import type { FastifyPluginCallback } from 'fastify';
import type { Metrics } from '../metrics.ts';
import { sendRefusal } from './refusals.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/**
 * `GET /metrics` for Prometheus: for this machine alone, unless it is open. Behind a proxy of
 * this machine it is the proxy's client that counts.
 */
export function metricsRoute(metrics: Metrics, open: boolean): FastifyPluginCallback {
  return (fastify, _options, done) => {
    fastify.get('/metrics', async (request, reply) => {
      if (!open && !LOOPBACK.has(request.ip)) return sendRefusal(reply, 403, 'not_allowed');
      return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
    });
    done();
  };
}
