import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type CacheIdentity, cacheName } from './identity.ts';

/** The files that belong to one SQLite database. */
const PARTS = ['', '-wal', '-shm'];

/**
 * Renames a cache that cannot be used, with the date and the reason, so that nothing is thrown
 * away that someone may want to look into. Its write-ahead log goes with it.
 *
 * @param now ms since 1970
 * @returns the new path
 */
export function setAside(path: string, reason: string, now: number): string {
  const date = new Date(now).toISOString().replaceAll(/[:.]/g, '-');
  const target = `${path.replace(/\.db$/, '')}.${reason}-${date}.db`;
  for (const part of PARTS) {
    if (existsSync(path + part)) renameSync(path + part, target + part);
  }
  return target;
}

/**
 * Removes every file of this person's cache, those that were set aside too: messages, media, drafts
 * and what waits for the relay. The cache must be closed.
 *
 * @param folder absolute
 * @throws {Error} of the file system where a file stays
 */
export function removeCache(folder: string, identity: CacheIdentity): void {
  const name = cacheName(identity);
  for (const file of readdirSync(folder)) {
    if (file.startsWith(`${name}.`)) rmSync(join(folder, file), { force: true });
  }
}
