import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright';
import { Server } from 'socket.io';

/** A page that shows what a bare socket.io server sends, one row after the other. */
export interface BareStream {
  /** Sends one text to the page. @returns when, ms since 1970 with fractions */
  readonly send: (text: string) => number;
  readonly close: () => Promise<void>;
}

/**
 * Takes the app out of its page: what is left are its style sheets, what it shows, and a program
 * that puts each text that comes into one more message, as finished HTML.
 *
 * @param page shows a conversation with a message that says `known`
 * @param known the words that each text takes the place of
 */
export async function openBareStream(page: Page, known: string): Promise<BareStream> {
  const http = createServer();
  const server = new Server(http, { transports: ['websocket'], cors: { origin: '*' } });
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  const address: AddressInfo | string | null = http.address();
  if (address === null || typeof address === 'string') throw new Error('no port was opened');
  const origin = `http://127.0.0.1:${address.port}`;
  const connected = new Promise<void>((resolve) => {
    server.on('connection', () => resolve());
  });
  const picture = await page.evaluate(() => {
    const copy = new DOMParser().parseFromString(document.documentElement.outerHTML, 'text/html');
    for (const script of copy.querySelectorAll('script, link[rel=modulepreload]')) script.remove();
    return copy.documentElement.outerHTML;
  });
  const program = `(${showRows.toString()})(io('${origin}', { transports: ['websocket'] }), ${JSON.stringify(known)})`;
  const scripts = `<script src="${origin}/socket.io/socket.io.min.js"></script><script>${program}</script>`;
  const url = new URL('/bare-stream.html', page.url()).href;
  await page.route(url, (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: `<!doctype html>${picture.replace('</body>', () => `${scripts}</body>`)}`,
    }),
  );
  await page.goto(url);
  await connected;
  return {
    send: (text) => {
      const startedAt = performance.timeOrigin + performance.now();
      server.emit('row', text);
      return startedAt;
    },
    close: async () => {
      await page.unroute(url);
      await server.close();
    },
  };
}

interface Stream {
  readonly on: (name: 'row', listener: (text: string) => void) => void;
}

/** In the bare page: each text is one more message below the last. */
function showRows(stream: Stream, known: string): void {
  const sample = [...document.querySelectorAll('main article')].findLast(({ textContent }) =>
    textContent.includes(known),
  )?.parentElement;
  const list = sample?.parentElement;
  if (sample === null || sample === undefined || list === null || list === undefined) {
    throw new Error('there is no message to go by');
  }
  const html = sample.outerHTML;
  stream.on('row', (text) => list.insertAdjacentHTML('beforeend', html.replace(known, text)));
}
