import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

/** One POST that came in. */
export interface ReceivedPost {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const atOnce = (): Promise<void> => Promise.resolve();

/** A company's own system: takes events and answers as it is told to. */
export async function startReceiver() {
  const posts: ReceivedPost[] = [];
  let status = 204;
  let answered = atOnce;
  const server = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
      posts.push({ headers: Object.fromEntries(headers), body });
      await answered();
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
    })();
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    port,
    posts,
    answer: (next: number) => {
      status = next;
    },
    /** Runs before each answer. */
    beforeAnswer: (work: () => Promise<void>) => {
      answered = work;
    },
    /** What came in, where its signature is right. @throws where it is not */
    verified: (secret: string) =>
      posts.map(({ headers, body }) => new Webhook(secret).verify(body, headers)),
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
