import { existsSync, renameSync } from 'node:fs';

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
