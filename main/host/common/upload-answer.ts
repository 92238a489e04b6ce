import type { StagedImport } from '../../../shared/contract/contact-import.ts';
import type { Answer } from '../../../shared/contract/errors.ts';
import type { MediaRecord } from '../../../shared/contract/records.ts';
import { FILE_NAME_HEADER, PIXELS_HEADER } from '../../../shared/contract/sign-in.ts';
import type { App } from '../../app.ts';

const PIXELS = /^([1-9]\d{0,5})x([1-9]\d{0,5})$/;

/**
 * The answer to a page that puts a file: its bytes as they stream in, and what it says of it in
 * the headers.
 *
 * @param id what the address names: anything at all
 * @param header a header of the request by its name in lower case; null: it is not there
 * @param bytes read to the end where the file is taken; left where it is not
 */
export function uploadAnswer(
  upload: App['upload'],
  id: string,
  header: (name: string) => string | null,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Answer<MediaRecord>> {
  const claims = {
    contentType: header('content-type') ?? '',
    fileName: decoded(header(FILE_NAME_HEADER)),
    pixels: pixelsOf(header(PIXELS_HEADER)),
  };
  return upload(id, claims, piecesOf(bytes));
}

/** As `uploadAnswer`, for a file of contacts: it goes on to the relay as it comes. */
export function contactUploadAnswer(
  { stage }: App['contactFiles'],
  header: (name: string) => string | null,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Answer<StagedImport>> {
  return stage(decoded(header(FILE_NAME_HEADER)), piecesOf(bytes));
}

async function* piecesOf(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  yield* bytes;
}

function decoded(name: string | null): string | null {
  if (name === null) return null;
  try {
    return decodeURIComponent(name);
  } catch {
    return null;
  }
}

function pixelsOf(text: string | null): { readonly width: number; readonly height: number } | null {
  const [, width, height] = PIXELS.exec(text ?? '') ?? [];
  return width === undefined ? null : { width: Number(width), height: Number(height) };
}
