import fastify from 'fastify';

/** One webhook as it arrived. */
export interface ReceivedWebhook {
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly params: Readonly<Record<string, string>>;
  /** As it was read: a form's fields, or JSON. */
  readonly body: unknown;
}

/** Receives webhooks and answers them with what the test says. */
export interface WebhookReceiver {
  readonly url: string;
  readonly received: readonly ReceivedWebhook[];
  /** The status of the next answers. */
  answerWith(status: number): void;
  close(): Promise<void>;
}

/** Starts a receiver on a free port (or on one that is given). */
export async function startReceiver(port = 0): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  const say = { status: 204 };
  const app = fastify({ forceCloseConnections: true });
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      done(null, Object.fromEntries(new URLSearchParams(body.toString())));
    },
  );
  app.post('/*', async (request, reply) => {
    const params = Object.entries(request.body ?? {}).map(([name, value]) => [name, String(value)]);
    received.push({
      url: request.url,
      headers: request.headers,
      params: Object.fromEntries(params),
      body: request.body,
    });
    return reply.code(say.status).send();
  });
  await app.listen({ port, host: '127.0.0.1' });
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('The receiver has no port.');
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    received,
    answerWith: (status) => {
      say.status = status;
    },
    close: async () => app.close(),
  };
}
