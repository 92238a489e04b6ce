import { request as httpRequest } from 'node:http';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { onTestFinished } from 'vitest';
import { builtPages } from '../../../main/host/web/pages.ts';
import { startWebHost, type WebHost } from '../../../main/host/web/server.ts';
import { refuse } from '../../../shared/contract/errors.ts';
import type { App } from '../../../main/app.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

export const PAGE = '<!doctype html><html><head><title>Casement</title></head><body></body></html>';

/** A built interface of a page, a script and, beside its folder, a file that is none of its. */
export async function builtInterface(): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'renderer/assets'), { recursive: true });
  await writeFile(join(folder, 'renderer/index.html'), PAGE);
  await writeFile(join(folder, 'renderer/assets/main.js'), 'globalThis.started = true;');
  await writeFile(join(folder, 'secret.txt'), 'not for the page');
  return join(folder, 'renderer');
}

const NO_FILES: App['contactFiles'] = {
  stage: () => Promise.resolve({ ok: false, refusal: refuse('busy') }),
  download: () => Promise.resolve({ ok: false, refusal: refuse('busy') }),
};

/** A core of which only what the test names is there. */
export function appWith(parts: Partial<App>): App {
  return {
    call: () => Promise.resolve({ ok: true, value: {} }),
    onPush: () => () => undefined,
    pageGone: () => undefined,
    media: () => Promise.resolve(null),
    upload: () => Promise.resolve({ ok: false, refusal: refuse('busy') }),
    contactFiles: NO_FILES,
    resumed: () => undefined,
    close: () => Promise.resolve(),
    ...parts,
  };
}

/** A web host on a free port, stopped with the test. */
export async function aWebHost(
  parts: Partial<App> = {},
  now: () => number = Date.now,
  patience?: number,
  fileIdle?: number,
): Promise<WebHost> {
  const icon = join(import.meta.dirname, '../../../assets/icons/icon.ico');
  const pages = builtPages(await builtInterface(), icon);
  const host = await startWebHost({
    app: appWith(parts),
    pages,
    port: 0,
    now,
    ...(patience === undefined ? {} : { patience }),
    ...(fileIdle === undefined ? {} : { fileIdle }),
    log: ({ event, detail }) => {
      throw new Error(`${event}: ${detail ?? ''}`);
    },
  });
  onTestFinished(() => host.close());
  return host;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** One request, its target sent as it is: no client tidies the path or the headers. */
export function get(
  host: WebHost,
  target: string,
  headers: Readonly<Record<string, string | readonly string[]>> = {},
  method = 'GET',
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      host: '127.0.0.1',
      port: host.port,
      path: target,
      method,
      headers: { host: `127.0.0.1:${host.port}`, ...copied(headers) },
      agent: false,
    });
    request.on('error', reject);
    request.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: '' });
    });
    request.on('response', (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (body += part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    request.end();
  });
}

/** What the port answers to these very bytes; HERE stands for its name. */
export function raw(host: WebHost, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(host.port, '127.0.0.1');
    socket.setEncoding('utf8');
    socket.on('error', reject);
    socket.on('data', (part: string) => (answer += part));
    socket.on('end', () => resolve(answer));
    socket.end(request.replaceAll('HERE', `127.0.0.1:${host.port}`));
  });
}

function copied(headers: Readonly<Record<string, string | readonly string[]>>) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : [...value],
    ]),
  );
}

/** The cookie that a browser holds after it opened the host's address: `name=value`. */
export async function comeIn(host: WebHost, url = host.openUrl): Promise<string> {
  const { pathname, search } = new URL(url);
  const { headers } = await get(host, pathname + search);
  const [cookie = ''] = String(headers['set-cookie'] ?? '').split(';');
  return cookie;
}

/** The token in a freshly loaded page; empty when there is none. */
export async function loadTab(host: WebHost, cookie: string): Promise<string> {
  const { body } = await get(host, '/', { cookie });
  return /<meta name="casement-tab" content="([^"]+)">/.exec(body)?.[1] ?? '';
}

export interface Knock {
  readonly origin?: string | null;
  readonly host?: string;
  readonly cookie?: string | null;
  readonly tab?: unknown;
}

/** A visitor's own socket but for what `knock` changes; resolves to it once it is connected. */
export async function connectSocket(host: WebHost, knock: Knock = {}): Promise<Socket> {
  const cookie = knock.cookie === undefined ? await comeIn(host) : (knock.cookie ?? '');
  const tab = knock.tab === undefined ? await loadTab(host, cookie) : knock.tab;
  const origin = knock.origin === undefined ? `http://127.0.0.1:${host.port}` : knock.origin;
  const socket = io(`http://127.0.0.1:${host.port}`, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    auth: tab === null ? {} : { tab },
    extraHeaders: {
      cookie,
      ...(origin === null ? {} : { origin }),
      ...(knock.host === undefined ? {} : { host: knock.host }),
    },
  });
  onTestFinished(() => {
    socket.disconnect();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

/** The headers of a WebSocket's opening. */
export function upgradeHeaders(port: number): Record<string, string> {
  return {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    origin: `http://127.0.0.1:${port}`,
  };
}

export const SOCKET = '/socket.io/?EIO=4&transport=websocket';
