import type { Db } from './sqlite.ts';
import { MIGRATIONS, type Migration } from './migrations/index.ts';

/** Thrown where the file was written by a newer Casement than this one. */
export class NewerCacheError extends Error {
  constructor(found: number, known: number) {
    super(
      `The cache has schema ${String(found)}, and this version of Casement knows ${String(known)}: it was written by a newer one.`,
    );
    this.name = 'NewerCacheError';
  }
}

/** The schema version of a file; 0 for an empty one. */
export function schemaVersion(db: Db): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/**
 * Brings the schema up to the newest step, each step with its version in one transaction.
 *
 * @throws {NewerCacheError} where the file knows steps that this program does not
 * @throws {Error} where the list of steps itself has a gap
 */
export function migrate(db: Db, migrations: readonly Migration[] = MIGRATIONS): void {
  for (const [index, { version }] of migrations.entries()) {
    if (version !== index + 1) {
      throw new Error(`Migration ${String(version)} stands at place ${String(index + 1)}.`);
    }
  }
  const found = schemaVersion(db);
  if (found > migrations.length) throw new NewerCacheError(found, migrations.length);
  for (const { version, up } of migrations.slice(found)) {
    db.transaction(() => {
      up(db);
      db.pragma(`user_version = ${String(version)}`);
    }).immediate();
  }
}
