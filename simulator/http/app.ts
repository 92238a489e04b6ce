import fastify, { type FastifyInstance } from 'fastify';
import type { Engine } from '../core/engine.ts';
import type { Faults } from '../core/faults.ts';
import { Refusal } from '../platform/refusal.ts';
import { contentRoutes } from './content-routes.ts';
import { FaultyConnections } from './faulty-connection.ts';
import { Form } from './form.ts';
import { messageRoutes } from './message-routes.ts';
import { senderRoutes } from './sender-routes.ts';
import { usageRoutes } from './usage-routes.ts';

const LARGEST_BODY = 32 * 1024 * 1024;

/** Builds the server: Twilio's APIs, and beside them the simulator's own under /simulator. */
export function buildApp(
  engine: Engine,
  faults: Faults,
  control: (app: FastifyInstance) => void,
): FastifyInstance {
  const app = fastify({ bodyLimit: LARGEST_BODY, forceCloseConnections: true });
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      done(null, Form.parse(body.toString()));
    },
  );
  app.setNotFoundHandler((request, reply) => {
    const refusal = new Refusal(20404, request.url.replace(/\?.*$/, ''));
    return reply.code(refusal.status).send(refusal.body);
  });
  app.register(async (twilio) => {
    const connections = new FaultyConnections(engine, faults);
    twilio.addHook('preHandler', async (request, reply) => connections.before(request, reply));
    twilio.addHook('onSend', async (request, reply, payload) =>
      connections.after(request, reply, payload),
    );
    twilio.addHook('onClose', () => {
      connections.close();
    });
    twilio.setErrorHandler((error, _request, reply) => {
      const refusal = error instanceof Refusal ? error : refusalFor(error);
      return reply.code(refusal.status).send(refusal.body);
    });
    messageRoutes(twilio, engine);
    contentRoutes(twilio, engine);
    senderRoutes(twilio, engine);
    usageRoutes(twilio, engine);
  });
  app.register(async (own) => {
    control(own);
  });
  return app;
}

/** What Fastify itself refuses (unreadable JSON, too long a body) is the caller's mistake. */
function refusalFor(error: unknown): Refusal {
  const isTheirs =
    error instanceof Error &&
    'statusCode' in error &&
    typeof error.statusCode === 'number' &&
    error.statusCode < 500;
  return isTheirs ? new Refusal(20001, error.message) : new Refusal(20500);
}
