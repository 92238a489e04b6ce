import { z } from 'zod';
import { type Refusal, refusal } from '../../../shared/contract/errors.ts';
import type { MediaRecord } from '../../../shared/contract/records.ts';
import { FILE_NAME_HEADER, mediaPath, PIXELS_HEADER } from '../../../shared/contract/sign-in.ts';

/** ms without a byte going out, or an answer coming, before the connection counts as dead. */
const PATIENCE = 60_000;
const PIECE = 64 * 1024;

/** What became of handing a file over; `again`: nothing is known, or not now. */
export type PutOutcome = 'taken' | 'again' | Refusal;

/** Answers that do not speak of the file. */
const AGAIN = new Set(['busy', 'internal', 'not_signed_in', 'too_many_attempts', 'limit_reached']);

const body = z.object({ refusal });

/**
 * Puts a file to the relay. It may be repeated: the relay keeps the same bytes under an id once.
 *
 * @param progress told how many bytes have gone out
 * @throws what `fetch` throws, as for a lost connection
 */
export async function putFile(
  { relayUrl, token }: { readonly relayUrl: string; readonly token: string },
  { id, contentType, fileName, width, height }: MediaRecord,
  bytes: Uint8Array,
  progress: (sent: number) => void,
  signal: AbortSignal,
): Promise<PutOutcome> {
  const stalled = new AbortController();
  const alarm = setTimeout(() => stalled.abort(new Error('the relay has stalled')), PATIENCE);
  let sent = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      alarm.refresh();
      if (sent > 0) progress(sent);
      if (sent >= bytes.byteLength) {
        controller.close();
        return;
      }
      controller.enqueue(bytes.subarray(sent, sent + PIECE));
      sent = Math.min(sent + PIECE, bytes.byteLength);
    },
  });
  try {
    const response = await fetch(relayUrl + mediaPath(id), {
      method: 'PUT',
      redirect: 'error',
      signal: AbortSignal.any([signal, stalled.signal]),
      duplex: 'half',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': contentType,
        'content-length': String(bytes.byteLength),
        ...(fileName === null ? {} : { [FILE_NAME_HEADER]: encodeURIComponent(fileName) }),
        ...(width === null || height === null ? {} : { [PIXELS_HEADER]: `${width}x${height}` }),
      },
      body: stream,
    });
    return await outcomeOf(response);
  } finally {
    clearTimeout(alarm);
  }
}

async function outcomeOf(response: Response): Promise<PutOutcome> {
  if (response.ok) {
    await response.body?.cancel();
    return 'taken';
  }
  const parsed = body.safeParse(await response.json().catch(() => null));
  if (!parsed.success || response.status >= 500) return 'again';
  return AGAIN.has(parsed.data.refusal.code) ? 'again' : parsed.data.refusal;
}
