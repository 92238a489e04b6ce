import { createHash, randomUUID } from 'node:crypto';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { MediaId, TenantId } from '../../../shared/contract/ids.ts';
import { attachmentFault } from '../../../shared/domain/attachment/attachment.ts';
import { LARGEST_ATTACHMENT } from '../../../shared/domain/attachment/limits.ts';
import type { Parts } from '../../parts.ts';
import { deleteStorage, findUpload, lockUploads, unboundSize } from './upload-store.ts';

/** What comes in is written to the database in pieces of about this size, in bytes. */
const PIECE = 256 * 1024;
/** What one company's desktops may have here that no message has taken, in bytes. */
const MOST_UNBOUND = 1024 * 1024 * 1024;

/** A file that a desktop puts. */
export interface IncomingFile {
  readonly tenantId: TenantId;
  readonly id: MediaId;
  /** Without parameters, in lower case. */
  readonly contentType: string;
  readonly fileName: string | null;
  readonly pixels: { readonly width: number; readonly height: number } | null;
  /** As the request says; null: it does not. */
  readonly declaredSize: number | null;
  readonly bytes: AsyncIterable<Uint8Array>;
}

type Needed = Pick<Parts, 'store' | 'clock'>;

/**
 * Stores a file as it comes in. The same bytes under the same id change nothing.
 *
 * @param mostUnbound what the tenant may have here unsent, in bytes
 * @throws {RefusedError} `attachment_type_not_supported`, `attachment_too_large` (as soon as it is
 *   seen), `limit_reached`, and `command_id_reused` where the id is that of other bytes
 * @throws what the stream throws where it breaks off
 */
export async function receiveUpload(
  parts: Needed,
  file: IncomingFile,
  mostUnbound = MOST_UNBOUND,
): Promise<void> {
  const { tenantId, id, contentType, declaredSize } = file;
  const { store, clock } = parts;
  // Which channel it goes to is not known yet: WhatsApp is the one that takes files.
  const early = attachmentFault('whatsapp', contentType, declaredSize ?? 1);
  if (early !== null) throw new RefusedError(early);
  const known = await store.inTenant(tenantId, (tx) => findUpload(tx, id));
  if (known !== undefined) {
    const { hash } = await readAll(file, () => Promise.resolve());
    await mustBeSame(parts, file, hash);
    return;
  }
  const storage = randomUUID();
  await reserve(parts, file, storage, mostUnbound);
  try {
    const { hash, size } = await readAll(file, async (place, bytes) => {
      await store.inTenant(tenantId, (tx) =>
        tx.sql
          .insertInto('upload_pieces')
          .values({ tenant_id: tenantId, storage, place, bytes })
          .execute(),
      );
    });
    const isFirst = await store.inTenant(tenantId, async (tx) => {
      await lockUploads(tx, id);
      if ((await findUpload(tx, id)) !== undefined) return false;
      const { numUpdatedRows } = await tx.sql
        .updateTable('uploads')
        .set({ hash, size, put_at: clock.now() })
        .where('tenant_id', '=', tenantId)
        .where('storage', '=', storage)
        .executeTakeFirst();
      // It took so long that it was cleared away.
      if (numUpdatedRows === 0n) throw new RefusedError('busy');
      return true;
    });
    if (isFirst) return;
    await store.inTenant(tenantId, (tx) => deleteStorage(tx, storage));
    await mustBeSame(parts, file, hash);
  } catch (error) {
    await store.inTenant(tenantId, (tx) => deleteStorage(tx, storage)).catch(() => undefined);
    throw error;
  }
}

/** Keeps room for the file; several at once do not get more together than one after the other. */
async function reserve(
  { store, clock }: Needed,
  { tenantId, id, contentType, fileName, pixels, declaredSize }: IncomingFile,
  storage: string,
  mostUnbound: number,
): Promise<void> {
  const size = declaredSize ?? LARGEST_ATTACHMENT;
  await store.inTenant(tenantId, async (tx) => {
    await lockUploads(tx, 'room');
    if ((await unboundSize(tx)) + size > mostUnbound) throw new RefusedError('limit_reached');
    await tx.sql
      .insertInto('uploads')
      .values({
        tenant_id: tenantId,
        storage,
        id,
        content_type: contentType,
        file_name: fileName,
        width: pixels?.width ?? null,
        height: pixels?.height ?? null,
        size,
        put_at: clock.now(),
      })
      .execute();
  });
}

/** Reads the stream to its end in pieces; stops where it is larger than its kind may be. */
async function readAll(
  { contentType, bytes }: IncomingFile,
  keep: (place: number, piece: Buffer) => Promise<void>,
): Promise<{ readonly hash: Buffer; readonly size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  let place = 0;
  let waiting: Uint8Array[] = [];
  let waitingSize = 0;
  const flush = async (): Promise<void> => {
    if (waitingSize === 0) return;
    const piece = Buffer.concat(waiting);
    waiting = [];
    waitingSize = 0;
    await keep(place, piece);
    place += 1;
  };
  for await (const part of bytes) {
    size += part.byteLength;
    const fault = attachmentFault('whatsapp', contentType, size);
    if (fault !== null) throw new RefusedError(fault);
    hash.update(part);
    waiting.push(part);
    waitingSize += part.byteLength;
    if (waitingSize >= PIECE) await flush();
  }
  const fault = attachmentFault('whatsapp', contentType, size);
  if (fault !== null) throw new RefusedError(fault);
  await flush();
  return { hash: hash.digest(), size };
}

/** The file is there already: it lasts longer by being put again, if it is the same. */
async function mustBeSame(
  { store, clock }: Needed,
  { tenantId, id }: IncomingFile,
  hash: Buffer,
): Promise<void> {
  await store.inTenant(tenantId, async (tx) => {
    const { numUpdatedRows } = await tx.sql
      .updateTable('uploads')
      .set({ put_at: clock.now() })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .where('hash', '=', hash)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) return;
    const other = await findUpload(tx, id);
    throw new RefusedError(other === undefined ? 'busy' : 'command_id_reused');
  });
}
