import type { MediaId } from '../../../shared/contract/ids.ts';
import type { MediaRecord } from '../../../shared/contract/records.ts';
import { type Json, decode } from '../decode.ts';
import type { Db } from '../sqlite.ts';
import type { StoredMedia } from './media.ts';

/** A picked file as it is put down. */
export interface NewAttachment {
  readonly record: MediaRecord;
  /** SHA-256 of the bytes. */
  readonly hash: Uint8Array;
  readonly bytes: Uint8Array;
}

/** The files that were picked and that the relay has not told of. */
export interface AttachmentsRepo {
  /** Adds a file that nothing refers to yet. `now`: ms. */
  readonly add: (attachment: NewAttachment, now: number) => void;
  readonly record: (id: MediaId) => MediaRecord | null;
  readonly hash: (id: MediaId) => Uint8Array | null;
  readonly file: (id: string) => StoredMedia | null;
  /** When the relay took the bytes, ms; null: it has not, undefined: the file is not here. */
  readonly uploadedAt: (id: MediaId) => number | null | undefined;
  readonly setUploaded: (id: MediaId, at: number | null) => void;
  /** A message goes with it from now on. */
  readonly setQueued: (id: MediaId) => void;
  /** Bytes of all of them. */
  readonly size: () => number;
  /**
   * Removes what no draft, no command and no message that was made here has referred to since
   * `before`, ms, and notes `now` for what nothing refers to since this look. What went with a
   * message is handed to `keep` first.
   */
  readonly sweep: (
    now: number,
    before: number,
    keep: (id: string, file: StoredMedia) => void,
  ) => void;
}

/** What refers to an attachment. A message that was cancelled here needs it no longer. */
const USED = `
  select json_extract(file.value, '$.id')
    from draft, json_each(draft.json, '$.attachments') as file
  union
  select json_extract(input, '$.mediaId') from outbox where name = 'message.sendMedia'
  union
  select json_extract(file.value, '$.id')
    from message, json_each(message.json, '$.media') as file
    where message.number = 0 and json_extract(message.json, '$.status') <> 'cancelled'
`;

interface Row {
  readonly json: Json<MediaRecord>;
  readonly bytes: Buffer;
}

function toFile({ json, bytes }: Row): StoredMedia {
  const { contentType, fileName } = decode(json);
  return { contentType, fileName, bytes };
}

/** The attachments of this file. */
export function createAttachmentsRepo(db: Db): AttachmentsRepo {
  const insert = db.prepare<[string, string, number, Uint8Array, number, Uint8Array]>(
    `insert into attachment (id, json, size, hash, unused_since, bytes) values (?, ?, ?, ?, ?, ?)`,
  );
  const json = db
    .prepare<[string], Json<MediaRecord>>('select json from attachment where id = ?')
    .pluck();
  const hash = db.prepare<[string], Buffer>('select hash from attachment where id = ?').pluck();
  const file = db.prepare<[string], Row>('select json, bytes from attachment where id = ?');
  const uploaded = db
    .prepare<[string], number | null>('select uploaded from attachment where id = ?')
    .pluck();
  const setUploaded = db.prepare<[number | null, string]>(
    'update attachment set uploaded = ? where id = ?',
  );
  const setQueued = db.prepare<[string]>('update attachment set queued = 1 where id = ?');
  const size = db.prepare<[], number>('select coalesce(sum(size), 0) from attachment').pluck();
  const any = db.prepare<[], number>('select 1 from attachment limit 1').pluck();
  const noteUsed = db.prepare(
    `update attachment set unused_since = null where unused_since is not null and id in (${USED})`,
  );
  const noteUnused = db.prepare<[number]>(
    `update attachment set unused_since = ? where unused_since is null and id not in (${USED})`,
  );
  const old = db.prepare<[number], { readonly id: string; readonly queued: number }>(
    'select id, queued from attachment where unused_since <= ?',
  );
  const erase = db.prepare<[string]>('delete from attachment where id = ?');
  const fileOf = (id: string): StoredMedia | null => {
    const row = file.get(id);
    return row === undefined ? null : toFile(row);
  };
  const sweep = db.transaction(
    (now: number, before: number, keep: (id: string, one: StoredMedia) => void) => {
      noteUsed.run();
      noteUnused.run(now);
      for (const { id, queued } of old.all(before)) {
        const kept = queued === 0 ? null : fileOf(id);
        if (kept !== null) keep(id, kept);
        erase.run(id);
      }
    },
  );
  return {
    add: ({ record, hash: sum, bytes }, now) => {
      insert.run(record.id, JSON.stringify(record), bytes.byteLength, sum, now, bytes);
    },
    record: (id) => {
      const found = json.get(id);
      return found === undefined ? null : decode(found);
    },
    hash: (id) => hash.get(id) ?? null,
    file: fileOf,
    uploadedAt: (id) => uploaded.get(id),
    setUploaded: (id, at) => {
      setUploaded.run(at, id);
    },
    setQueued: (id) => {
      setQueued.run(id);
    },
    size: () => size.get() ?? 0,
    sweep: (now, before, keep) => {
      if (any.get() !== undefined) sweep.immediate(now, before, keep);
    },
  };
}
