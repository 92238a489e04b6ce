import { readFile } from 'node:fs/promises';
import { extname, join, relative, resolve, sep } from 'node:path';
import { protocol } from 'electron';
import {
  CONTACT_FILES_PREFIX,
  CONTACT_UPLOAD_PATH,
} from '../../../shared/contract/bridge/contacts.ts';
import type { App } from '../../app.ts';
import { contentPolicy, SAFE_HEADERS } from '../common/content-policy.ts';
import { contactFileAnswer } from '../common/contact-files-answer.ts';
import { mediaResponse } from '../common/media-response.ts';
import { contactUploadAnswer, uploadAnswer } from '../common/upload-answer.ts';
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
  { media, upload, contactFiles }: Pick<App, 'media' | 'upload' | 'contactFiles'>,
): void {
  protocol.handle(SCHEME, async (request) => {
    const path = isOwn(request.url) ? pathOf(request.url) : null;
    if (path === null) return nothing();
    if (request.method === 'POST' && path.startsWith(UPLOAD_PREFIX)) {
      const id = path.slice(UPLOAD_PREFIX.length);
      return take(request, (header, body) => uploadAnswer(upload, id, header, body));
    }
    if (request.method === 'POST' && path === CONTACT_UPLOAD_PATH) {
      return take(request, (header, body) => contactUploadAnswer(contactFiles, header, body));
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
    if (path.startsWith(CONTACT_FILES_PREFIX)) {
      const { searchParams } = new URL(request.url);
      const { status, headers, body } = await contactFileAnswer(contactFiles, path, searchParams);
      const bytes = typeof body === 'string' ? body : ReadableStream.from(body);
      return new Response(bytes, { status, headers });
    }
    return file(folder, path);
  });
}

async function take(
  request: Request,
  answerTo: (
    header: (name: string) => string | null,
    body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ) => Promise<unknown>,
): Promise<Response> {
  // Only our own page is ever shown, and Chromium may leave its Origin out for a scheme like this.
  if ((request.headers.get('origin') ?? ORIGIN) !== ORIGIN) return nothing();
  const answer = await answerTo((name) => request.headers.get(name), request.body ?? []);
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
