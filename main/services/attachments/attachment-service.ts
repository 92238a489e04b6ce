import { createHash } from 'node:crypto';
import { type Answer, RefusedError, refuse } from '../../../shared/contract/errors.ts';
import { mediaId } from '../../../shared/contract/ids.ts';
import type { MediaRecord } from '../../../shared/contract/records.ts';
import { attachmentFault, bareType } from '../../../shared/domain/attachment/attachment.ts';
import { LARGEST_ATTACHMENT } from '../../../shared/domain/attachment/limits.ts';
import type { Clock } from '../../clock.ts';
import { type Log, detailOf } from '../../log.ts';
import type { Workspace } from '../session/workspace.ts';
import { tidyFileName } from './file-name.ts';

/** What a page says of a file that it puts here. */
export interface FileClaims {
  readonly contentType: string;
  readonly fileName: string | null;
  readonly pixels: { readonly width: number; readonly height: number } | null;
}

/** Takes a picked file. It answers in every case, and never rejects. */
export type TakeFile = (
  id: string,
  claims: FileClaims,
  bytes: AsyncIterable<Uint8Array>,
) => Promise<Answer<MediaRecord>>;

/** All files that wait here together, in bytes. */
const MOST_TOGETHER = 512 * 1024 * 1024;
/** Each is held in memory on its way into the cache. */
const AT_A_TIME = 4;

/**
 * Takes files into the cache of whoever is signed in. The same file again under the same id
 * changes nothing.
 */
export function createAttachmentService(
  workspace: () => Workspace,
  clock: Clock,
  log: Log,
): TakeFile {
  let underWay = 0;

  async function take(
    id: string,
    { contentType, fileName, pixels }: FileClaims,
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<MediaRecord> {
    const parsed = mediaId.safeParse(id);
    if (!parsed.success) throw new RefusedError('invalid_input', 'mediaId: is no id');
    const type = bareType(contentType);
    const entered = workspace();
    // Which channel it will go to is not known yet: WhatsApp is the one that takes files.
    const early = attachmentFault('whatsapp', type, 1);
    if (early !== null) throw new RefusedError(early, type);
    const content = await readLimited(bytes);
    const fault = attachmentFault('whatsapp', type, content.byteLength);
    if (fault !== null) throw new RefusedError(fault);
    if (workspace() !== entered) throw new RefusedError('not_signed_in');
    const { attachments } = entered.cache;
    const hash = createHash('sha256').update(content).digest();
    const known = attachments.record(parsed.data);
    if (known !== null) {
      if (hash.equals(attachments.hash(parsed.data) ?? new Uint8Array(0))) return known;
      throw new RefusedError('invalid_input', 'mediaId: is that of another file');
    }
    if (attachments.size() + content.byteLength > MOST_TOGETHER) {
      throw new RefusedError('attachment_too_large', 'the files that wait here are too many');
    }
    const record: MediaRecord = {
      id: parsed.data,
      contentType: type,
      fileName: tidyFileName(fileName),
      size: content.byteLength,
      width: pixels?.width ?? null,
      height: pixels?.height ?? null,
    };
    attachments.add({ record, hash, bytes: content }, clock.wall());
    return record;
  }

  return async (id, claims, bytes) => {
    if (underWay >= AT_A_TIME) return { ok: false, refusal: refuse('busy') };
    underWay += 1;
    try {
      return { ok: true, value: await take(id, claims, bytes) };
    } catch (error) {
      if (error instanceof RefusedError) return { ok: false, refusal: error.refusal };
      log({ level: 'error', event: 'attachment.not_taken', detail: detailOf(error) });
      return { ok: false, refusal: refuse('internal') };
    } finally {
      underWay -= 1;
    }
  };
}

/** @throws {RefusedError} `attachment_too_large` as soon as it is larger than any channel takes */
async function readLimited(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of bytes) {
    size += piece.byteLength;
    if (size > LARGEST_ATTACHMENT) throw new RefusedError('attachment_too_large');
    // A copy: whoever streams may use the piece's memory again.
    pieces.push(Buffer.from(piece));
  }
  return Buffer.concat(pieces);
}
