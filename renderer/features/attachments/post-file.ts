import { answerOf, RefusedError } from '../../../shared/contract/errors.ts';
import type { MediaId } from '../../../shared/contract/ids.ts';
import { mediaRecord } from '../../../shared/contract/records.ts';
import type { Transfer } from './uploads.ts';

const answer = answerOf(mediaRecord);

/** The size of a picture, in pixels; null for what is none, or cannot be read. */
async function pixelsOf(file: File): Promise<string | null> {
  if (!file.type.startsWith('image/')) return null;
  try {
    const picture = await createImageBitmap(file);
    const { width, height } = picture;
    picture.close();
    return `${width}x${height}`;
  } catch {
    return null;
  }
}

/**
 * Puts a file into the core.
 *
 * @param uploadBase of the core; the id is appended
 * @param onProgress called with the bytes that have gone
 */
export function postFile(
  uploadBase: string,
  id: MediaId,
  file: File,
  onProgress: (sent: number) => void,
): Transfer {
  // Only this old interface tells how much of a request has gone.
  const request = new XMLHttpRequest();
  let isAborted = false;

  async function send() {
    const pixels = await pixelsOf(file);
    if (isAborted) throw new RefusedError('cancelled');
    const text = await new Promise<string>((resolve, reject) => {
      const fail = () => reject(new RefusedError('internal', 'the file did not reach the core'));
      request.upload.addEventListener('progress', ({ loaded }) => {
        onProgress(Math.min(loaded, file.size));
      });
      request.addEventListener('load', () => resolve(request.responseText));
      request.addEventListener('error', fail);
      request.addEventListener('abort', fail);
      request.open('POST', uploadBase + id);
      request.setRequestHeader('content-type', file.type || 'application/octet-stream');
      request.setRequestHeader('x-file-name', encodeURIComponent(file.name.toWellFormed()));
      if (pixels !== null) request.setRequestHeader('x-pixels', pixels);
      request.send(file);
    });
    const parsed = answer.safeParse(parseJson(text));
    if (!parsed.success) throw new RefusedError('internal', 'the core gave no proper answer');
    if (!parsed.data.ok) throw new RefusedError(parsed.data.refusal.code);
    return parsed.data.value;
  }

  return {
    done: send(),
    abort: () => {
      isAborted = true;
      request.abort();
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
