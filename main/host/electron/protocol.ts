import { readFile } from 'node:fs/promises';
import { extname, join, relative, resolve, sep } from 'node:path';
import { protocol } from 'electron';
import type { App } from '../../app.ts';
import { contentPolicy, SAFE_HEADERS } from '../common/content-policy.ts';
import { mediaResponse } from '../common/media-response.ts';
import { uploadAnswer } from '../common/upload-answer.ts';
import { isOwn, ORIGIN, SCHEME } from './address.ts';

const MEDIA_PREFIX = '/media/';
const UPLOAD_PREFIX = '/upload/';

/** What the interface consists of. Anything else in its folder is not served. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mp3': 'audio/mpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** Makes the scheme a full origin. Only works before Electron is ready. */
export function registerScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true };
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);
}

/**
 * Serves the interface and the media under the scheme, and takes picked files there.
 *
 * @param folder absolute path of `out/renderer`
 */
export function serveScheme(
  folder: string,
  { media, upload }: Pick<App, 'media' | 'upload'>,
): void {
  protocol.handle(SCHEME, async (request) => {
    const path = isOwn(request.url) ? pathOf(request.url) : null;
    if (path === null) return nothing();
    if (request.method === 'POST' && path.startsWith(UPLOAD_PREFIX)) {
      return take(upload, path.slice(UPLOAD_PREFIX.length), request);
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return nothing();
    if (path.startsWith(MEDIA_PREFIX)) {
      const id = path.slice(MEDIA_PREFIX.length);
      const { status, headers, body } = await mediaResponse(
        media,
        id,
        request.headers.get('range'),
      );
      return new Response(body, { status, headers });
    }
    return file(folder, path);
  });
}

async function take(upload: App['upload'], id: string, request: Request): Promise<Response> {
  // Only our own page is ever shown, and Chromium may leave its Origin out for a scheme like this.
  if ((request.headers.get('origin') ?? ORIGIN) !== ORIGIN) return nothing();
  const header = (name: string): string | null => request.headers.get(name);
  const answer = await uploadAnswer(upload, id, header, request.body ?? []);
  return Response.json(answer, { headers: { ...SAFE_HEADERS, 'cache-control': 'no-store' } });
}

function pathOf(url: string): string | null {
  try {
    return decodeURIComponent(new URL(url).pathname);
  } catch {
    return null;
  }
}

async function file(folder: string, path: string): Promise<Response> {
  const wanted = resolve(folder, `.${path === '/' ? '/index.html' : path}`);
  const type = CONTENT_TYPES[extname(wanted)];
  if (type === undefined || !isInside(folder, wanted) || path.includes('\0')) return nothing();
  try {
    return new Response(new Uint8Array(await readFile(wanted)), {
      headers: {
        ...SAFE_HEADERS,
        'content-type': type,
        'content-security-policy': contentPolicy([]),
        'cache-control': 'no-cache',
      },
    });
  } catch {
    return nothing();
  }
}

/** A backslash is a separator on Windows and comes out of `%5c`, so paths are compared, not texts. */
function isInside(folder: string, wanted: string): boolean {
  const way = relative(folder, wanted);
  return way !== '' && !way.split(sep).includes('..') && join(folder, way) === wanted;
}

function nothing(): Response {
  return new Response('There is nothing here.\n', {
    status: 404,
    headers: { ...SAFE_HEADERS, 'content-type': 'text/plain; charset=utf-8' },
  });
}
