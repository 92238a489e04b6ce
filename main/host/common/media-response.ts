import { z } from 'zod';
import type { App } from '../../app.ts';
import { SAFE_HEADERS } from './content-policy.ts';

/* Files come from customers: whatever a browser might run as a page of ours is only ever offered
 * for saving. */

const INLINE = new Set([
  'image/avif',
  'image/bmp',
  'image/gif',
  'image/jpeg',
  'image/png',
  'image/webp',
  'audio/3gpp',
  'audio/aac',
  'audio/amr',
  'audio/mp4',
  'audio/mpeg',
  'audio/ogg',
  'audio/wav',
  'audio/webm',
  'video/3gpp',
  'video/mp4',
  'video/ogg',
  'video/quicktime',
  'video/webm',
  'application/pdf',
]);

// A browser's PDF viewer refuses to work in a sandbox; it runs nothing of the page's origin.
const PDF = 'application/pdf';
const LOCKED = "default-src 'none'; sandbox; frame-ancestors 'none'";
const LOCKED_PDF = "default-src 'none'; object-src 'self'; frame-ancestors 'none'";

const mediaId = z.uuid();
const RANGE = /^bytes=(\d*)-(\d*)$/;

/** An answer that either host can send. */
export interface MediaResponse {
  readonly status: 200 | 206 | 404 | 416;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

const NOTHING = new Uint8Array(0);

/**
 * The answer to a request for a media file.
 *
 * @param id what the address names: anything at all
 * @param range the request's Range header: players ask for parts of a recording
 */
export async function mediaResponse(
  media: App['media'],
  id: string,
  range: string | null,
): Promise<MediaResponse> {
  const found = mediaId.safeParse(id).success ? await media(id) : null;
  if (found === null) return { status: 404, headers: plainHeaders(), body: NOTHING };
  // Media types may come with parameters: `audio/ogg; codecs=opus`.
  const claimed = found.contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  const inline = INLINE.has(claimed);
  const bytes = new Uint8Array(found.bytes);
  const headers = {
    ...SAFE_HEADERS,
    'content-type': inline ? claimed : 'application/octet-stream',
    'content-disposition': disposition(inline, found.fileName),
    'content-security-policy': claimed === PDF ? LOCKED_PDF : LOCKED,
    'cache-control': 'private, no-store',
    'accept-ranges': 'bytes',
  };
  const part = range === null ? null : partOf(range, bytes.byteLength);
  if (part === null) return { status: 200, headers, body: bytes };
  if (part === 'outside') {
    const unsatisfied = { ...plainHeaders(), 'content-range': `bytes */${bytes.byteLength}` };
    return { status: 416, headers: unsatisfied, body: NOTHING };
  }
  const { first, last } = part;
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${first}-${last}/${bytes.byteLength}` },
    body: bytes.slice(first, last + 1),
  };
}

function plainHeaders(): Record<string, string> {
  return { ...SAFE_HEADERS, 'content-type': 'text/plain', 'cache-control': 'no-store' };
}

function disposition(inline: boolean, fileName: string | null): string {
  const kind = inline ? 'inline' : 'attachment';
  if (fileName === null) return kind;
  // RFC 5987: everything but letters and digits is escaped, so that no name ends the header.
  const escaped = encodeURIComponent(fileName.toWellFormed()).replaceAll(/['()*]/g, hexEscape);
  return `${kind}; filename*=UTF-8''${escaped}`;
}

function hexEscape(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** One range of bytes (RFC 9110); null where the whole is to be sent, which is always allowed. */
function partOf(
  range: string,
  size: number,
): { readonly first: number; readonly last: number } | 'outside' | null {
  const [, from = '', to = ''] = RANGE.exec(range) ?? [];
  if (from === '' && to === '') return null;
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < Number(from)) return null;
  return first > last ? 'outside' : { first, last };
}
