import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { type Log, detailOf } from '../log.ts';
import { type Cache, createCache } from './cache.ts';
import { connect, meansDamagedFile } from './database.ts';
import { type CacheIdentity, cacheIdentity, cacheName, sameIdentity } from './identity.ts';
import { NewerCacheError, migrate, schemaVersion } from './migrate.ts';
import { recordShape } from './record-shape.ts';
import { type OwnWork, rescueOwnWork, restoreOwnWork } from './rescue.ts';
import { setAside } from './set-aside.ts';
import type { Db } from './sqlite.ts';

/** Marks a SQLite file as a cache of Casement ("Case"). */
const APPLICATION_ID = 0x43617365;

export interface OpenCacheOptions {
  /** Absolute; created where it is missing, readable by its account only. */
  readonly folder: string;
  readonly identity: CacheIdentity;
  /** 32 bytes. */
  readonly key: Uint8Array;
  readonly clock: Clock;
  readonly log: Log;
  /** SQLite has found damage in the file while it was used: it is set aside whatever it looks like. */
  readonly knownDamaged?: boolean;
  /** Is told that a file was set aside and a new one made. */
  readonly setAside?: (reason: Unusable) => void;
}

/** Why a file is not used. */
export type Unusable = 'foreign' | 'damaged' | 'newer';

const NOTHING: OwnWork = { drafts: [], commands: [], messages: [], attachments: [] };

/**
 * Opens the cache of this person, or makes it. A file that is damaged, foreign or newer than
 * this program is renamed and a new one takes its place; the person's own work is carried over
 * where it can be read and is this person's.
 *
 * @throws {Error} of the file system or SQLite where no file can be made at all
 */
export function openCache(options: OpenCacheOptions): Cache {
  const { folder, identity, key, clock, log } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${cacheName(identity)}.db`);
  const first = attempt(path, options);
  if ('cache' in first) return first.cache;
  const now = clock.wall();
  const kept = setAside(path, first.unusable, now);
  log({
    level: 'warn',
    event: 'cache.set_aside',
    detail: `${first.detail} It is kept as ${kept}; everything is loaded from the relay anew.`,
  });
  const cache = prepare(connect(path, key), path, options);
  options.setAside?.(first.unusable);
  const { drafts, commands, messages, attachments } = first.work;
  if (drafts.length + commands.length + messages.length + attachments.length > 0) {
    restoreOwnWork(cache, first.work, now);
    log({
      level: 'info',
      event: 'cache.rescued',
      detail: `${String(drafts.length)} drafts, ${String(commands.length)} commands, ${String(messages.length)} messages, ${String(attachments.length)} files`,
    });
  }
  return cache;
}

type Attempt =
  | { readonly cache: Cache }
  | { readonly unusable: Unusable; readonly detail: string; readonly work: OwnWork };

function attempt(path: string, options: OpenCacheOptions): Attempt {
  const { identity, key, knownDamaged = false } = options;
  let db: Db;
  try {
    db = connect(path, key);
  } catch (error) {
    if (!meansDamagedFile(error)) throw error;
    return { unusable: 'damaged', detail: `${detailOf(error)}.`, work: NOTHING };
  }
  try {
    const owner = ownerOf(db);
    if (owner === 'nobody' || (owner !== null && !sameIdentity(owner, identity))) {
      db.close();
      return { unusable: 'foreign', detail: 'The cache is not of this person.', work: NOTHING };
    }
    if (knownDamaged) {
      const work = rescueOwnWork(db);
      db.close();
      return { unusable: 'damaged', detail: 'SQLite has found damage in it.', work };
    }
    return { cache: prepare(db, path, options) };
  } catch (error) {
    const newer = error instanceof NewerCacheError;
    if (!newer && !meansDamagedFile(error)) {
      db.close();
      throw error;
    }
    const work = rescueOwnWork(db);
    db.close();
    return { unusable: newer ? 'newer' : 'damaged', detail: detailOf(error), work };
  }
}

/** Whose file it is: null for an empty one, `nobody` where it is no cache of Casement. */
function ownerOf(db: Db): CacheIdentity | 'nobody' | null {
  const tables = db.prepare<[], number>('select count(*) from sqlite_master').pluck().get();
  if (tables === 0) return null;
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) return 'nobody';
  const json = db
    .prepare<[], string>("select value from meta where key = 'identity'")
    .pluck()
    .get();
  if (json === undefined) return 'nobody';
  const parsed = z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(cacheIdentity)
    .safeParse(json);
  return parsed.success ? parsed.data : 'nobody';
}

function prepare(db: Db, path: string, { identity, key }: OpenCacheOptions): Cache {
  if (schemaVersion(db) === 0) db.pragma(`application_id = ${String(APPLICATION_ID)}`);
  migrate(db);
  if (existsSync(path)) chmodSync(path, 0o600);
  const cache = createCache(db, path, identity, key);
  cache.transaction(() => {
    cache.meta.set('identity', JSON.stringify(identity));
    const shape = recordShape();
    const found = cache.meta.get('shape');
    if (found !== null && found !== shape) {
      cache.clearRecords();
      cache.meta.set('cursor', null);
    }
    cache.meta.set('shape', shape);
  });
  return cache;
}
