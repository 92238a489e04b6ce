import Database from 'better-sqlite3';
import type { Db } from './sqlite.ts';

/** What SQLite says of a file that it cannot use, by the beginning of the error's code. */
const UNUSABLE = ['SQLITE_NOTADB', 'SQLITE_CORRUPT', 'SQLITE_FORMAT'];

/** Whether an error means that the file itself is damaged, or is no cache of ours under this key. */
export function meansDamagedFile(error: unknown): boolean {
  if (!(error instanceof Database.SqliteError)) return false;
  return UNUSABLE.some((code) => error.code.startsWith(code));
}

/**
 * What opens a file before anything else is asked of it.
 *
 * @param key 32 bytes; SQLite3 Multiple Ciphers takes 64 hex digits as the key itself
 */
export function keyPragmas(key: Uint8Array): readonly string[] {
  return ["cipher = 'chacha20'", `key = "x'${Buffer.from(key).toString('hex')}'"`];
}

/**
 * Opens an encrypted file. Nothing of it reaches the disk in clear: pages and write-ahead log
 * are encrypted, and temporary tables stay in memory.
 *
 * @param key 32 bytes
 * @throws {Error} of SQLite where the file cannot be read under this key
 */
export function connect(path: string, key: Uint8Array): Db {
  const db = new Database(path);
  try {
    for (const pragma of keyPragmas(key)) db.pragma(pragma);
    db.pragma('temp_store = memory');
    db.pragma('journal_mode = wal');
    db.pragma('synchronous = normal');
    db.pragma('trusted_schema = off');
    // What was deleted is not left in the file's free pages.
    db.pragma('secure_delete = on');
    db.pragma('cache_size = -32000');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
