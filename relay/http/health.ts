import type { FastifyPluginCallback } from 'fastify';

/** Whether a part of the relay works; rejects or says false where it does not. */
export type Check = () => Promise<boolean>;

/**
 * `GET /health/live`: the process answers. `GET /health/ready`: it can do its work; 503 names
 * the parts that cannot.
 */
export function health(checks: Readonly<Record<string, Check>>): FastifyPluginCallback {
  return (fastify, _options, done) => {
    fastify.get('/health/live', () => ({ live: true }));
    fastify.get('/health/ready', async (_request, reply) => {
      const results = await Promise.all(
        Object.entries(checks).map(
          async ([name, check]) => [name, await check().catch(() => false)] as const,
        ),
      );
      const ready = results.every(([, works]) => works);
      return reply.code(ready ? 200 : 503).send({ ready, ...Object.fromEntries(results) });
    });
    done();
  };
}
