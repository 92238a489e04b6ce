import { sql } from 'kysely';
import type { MediaId, MessageId, TenantId } from '../../../shared/contract/ids.ts';
import type { Store, TenantTransaction } from '../../db/tenant-transaction.ts';

/* The queries on files that desktops put here. */

/** Keeps apart whoever works on the same thing, to the end of the transaction. */
export async function lockUploads(
  { sql: db, tenantId }: TenantTransaction,
  what: string,
): Promise<void> {
  const key = `uploads ${tenantId} ${what}`;
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(db);
}

/** The whole file with this id; undefined where there is none. */
export function findUpload({ sql: db, tenantId }: TenantTransaction, id: MediaId) {
  return db
    .selectFrom('uploads')
    .select(['storage', 'content_type', 'file_name', 'width', 'height', 'size', 'hash'])
    .select('message_id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('hash', 'is not', null)
    .executeTakeFirst();
}

/** As `findUpload`, locked: nobody deletes it or sends it elsewhere meanwhile. */
export function lockUpload({ sql: db, tenantId }: TenantTransaction, id: MediaId) {
  return db
    .selectFrom('uploads')
    .select(['storage', 'content_type', 'file_name', 'width', 'height', 'size', 'message_id'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('hash', 'is not', null)
    .forUpdate()
    .executeTakeFirst();
}

/** Gives the file, which the caller has locked, to a message. */
export async function bindUpload(
  { sql: db, tenantId }: TenantTransaction,
  id: MediaId,
  file: NonNullable<Awaited<ReturnType<typeof lockUpload>>>,
  message: MessageId,
): Promise<void> {
  await db
    .updateTable('uploads')
    .set({ message_id: message })
    .where('tenant_id', '=', tenantId)
    .where('storage', '=', file.storage)
    .execute();
  await db
    .insertInto('media')
    .values({
      tenant_id: tenantId,
      id,
      message_id: message,
      position: 0,
      content_type: file.content_type,
      file_name: file.file_name,
      size: file.size,
      width: file.width,
      height: file.height,
      provider_url: null,
    })
    .execute();
}

/** Bytes of the tenant's files that no message has. */
export async function unboundSize({ sql: db, tenantId }: TenantTransaction): Promise<number> {
  const { size } = await db
    .selectFrom('uploads')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<string>('size'), sql<string>`0`).as('size'))
    .where('tenant_id', '=', tenantId)
    .where('message_id', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(size);
}

/** Deletes one attempt with its pieces. */
export async function deleteStorage(
  { sql: db, tenantId }: TenantTransaction,
  storage: string,
): Promise<void> {
  await db
    .deleteFrom('uploads')
    .where('tenant_id', '=', tenantId)
    .where('storage', '=', storage)
    .where('message_id', 'is', null)
    .execute();
}

/**
 * Deletes what no message has taken and nobody has put since then, and what never came in whole.
 *
 * @param before ms
 */
export async function deleteUnbound(
  { sql: db, tenantId }: TenantTransaction,
  before: number,
): Promise<void> {
  await db
    .deleteFrom('uploads')
    .where('tenant_id', '=', tenantId)
    .where('message_id', 'is', null)
    .where('put_at', '<', before)
    .execute();
}

/** The bytes of a file, piece by piece, each read when it is wanted. */
export async function* piecesOf(
  store: Store,
  tenantId: TenantId,
  storage: string,
): AsyncGenerator<Buffer, void> {
  for (let place = 0; ; place += 1) {
    const row = await store.inTenant(tenantId, (tx) =>
      tx.sql
        .selectFrom('upload_pieces')
        .select('bytes')
        .where('tenant_id', '=', tenantId)
        .where('storage', '=', storage)
        .where('place', '=', place)
        .executeTakeFirst(),
    );
    if (row === undefined) return;
    yield row.bytes;
  }
}
