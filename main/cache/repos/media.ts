import type { Db } from '../sqlite.ts';

/** A media file as it is kept. */
export interface StoredMedia {
  readonly contentType: string;
  readonly fileName: string | null;
  readonly bytes: Uint8Array;
}

/** Media files that were looked at. */
export interface MediaRepo {
  /** `now`: ms, notes the use. */
  readonly get: (id: string, now: number) => StoredMedia | null;
  /** Keeps the file and drops the ones that were used longest ago, until all fit into `capacity` bytes. */
  readonly put: (id: string, media: StoredMedia, now: number, capacity: number) => void;
}

/** The media of this file. */
export function createMediaRepo(db: Db): MediaRepo {
  const one = db.prepare<[string], { contentType: string; fileName: string | null; bytes: Buffer }>(
    'select content_type as contentType, file_name as fileName, bytes from media where id = ?',
  );
  const touch = db.prepare<[number, string]>('update media set used = ? where id = ?');
  const write = db.prepare<[string, string, string | null, number, number, Uint8Array]>(`
    insert into media (id, content_type, file_name, size, used, bytes) values (?, ?, ?, ?, ?, ?)
    on conflict (id) do update set
      content_type = excluded.content_type, file_name = excluded.file_name,
      size = excluded.size, used = excluded.used, bytes = excluded.bytes
  `);
  const trim = db.prepare<[number]>(`
    delete from media where id in (
      select id from (
        select id, sum(size) over (order by used desc, id) as together from media
      ) where together > ?
    )
  `);
  const keep = db.transaction((id: string, media: StoredMedia, now: number, capacity: number) => {
    const { contentType, fileName, bytes } = media;
    write.run(id, contentType, fileName, bytes.byteLength, now, bytes);
    trim.run(capacity);
  });
  return {
    get: (id, now) => {
      const row = one.get(id);
      if (row === undefined) return null;
      touch.run(now, id);
      return row;
    },
    put: (id, media, now, capacity) => {
      keep.immediate(id, media, now, capacity);
    },
  };
}
