import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import process from 'node:process';

/* A provider that takes every message at once, in a process of its own. Asked by any word, it
 * says how many it took since the last time, and the first and last moment of them. */

/** What it took: how many, and the moments of the first and the last, in ms. */
export interface Taken {
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

let count = 0;
let first = 0;
let last = 0;

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    response.setHeader('content-type', 'application/json');
    if (request.method !== 'POST') {
      response.end(JSON.stringify({ messages: [], contents: [], meta: {}, next_page_uri: null }));
      return;
    }
    last = performance.now();
    if (count === 0) first = last;
    count += 1;
    response.statusCode = 201;
    response.end(
      JSON.stringify({
        sid: `SM${randomBytes(16).toString('hex')}`,
        status: 'queued',
        date_created: new Date().toUTCString(),
      }),
    );
  });
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object') process.send?.({ port: address?.port });
});
process.on('message', () => {
  process.send?.({ count, first, last } satisfies Taken);
  count = 0;
});
