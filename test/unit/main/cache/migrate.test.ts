import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connect } from '../../../../main/cache/database.ts';
import { NewerCacheError, migrate, schemaVersion } from '../../../../main/cache/migrate.ts';
import { MIGRATIONS } from '../../../../main/cache/migrations/index.ts';
import type { Db } from '../../../../main/cache/sqlite.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

async function emptyFile(): Promise<Db> {
  const db = connect(join(await temporaryFolder(), 'cache.db'), randomBytes(32));
  onTestFinished(() => {
    db.close();
  });
  return db;
}

function schemaOf(db: Db): unknown[] {
  return db.prepare('select type, name, sql from sqlite_master order by type, name').all();
}

describe('migrating the cache', () => {
  it('brings an empty file to the newest schema', async () => {
    const db = await emptyFile();
    migrate(db);
    expect(schemaVersion(db)).toBe(MIGRATIONS.length);
    const tables = db
      .prepare("select name from sqlite_master where type = 'table' and name not like '%search%'")
      .all();
    expect(tables).toContainEqual({ name: 'message' });
    expect(tables).toContainEqual({ name: 'outbox' });
  });

  it.each(MIGRATIONS.map(({ version }) => version))(
    'reaches the same schema from version %i as from nothing',
    async (version) => {
      const whole = await emptyFile();
      migrate(whole);
      const steps = await emptyFile();
      migrate(steps, MIGRATIONS.slice(0, version));
      expect(schemaVersion(steps)).toBe(version);
      migrate(steps);
      expect(schemaOf(steps)).toStrictEqual(schemaOf(whole));
    },
  );

  it('refuses a file of a newer program and says why', async () => {
    const db = await emptyFile();
    migrate(db);
    const older = MIGRATIONS.slice(0, -1);
    expect(() => {
      migrate(db, older);
    }).toThrow(NewerCacheError);
    expect(() => {
      migrate(db, older);
    }).toThrow('it was written by a newer one');
  });

  it('undoes a step that fails half-way', async () => {
    const db = await emptyFile();
    const broken = {
      version: MIGRATIONS.length + 1,
      up: (on: Db) => {
        on.exec('create table half (a integer)');
        throw new Error('the disk is full');
      },
    };
    expect(() => {
      migrate(db, [...MIGRATIONS, broken]);
    }).toThrow('the disk is full');
    expect(schemaVersion(db)).toBe(MIGRATIONS.length);
    expect(db.prepare("select 1 from sqlite_master where name = 'half'").get()).toBeUndefined();
  });

  it('refuses a list of steps with a gap', async () => {
    const db = await emptyFile();
    const withGap = MIGRATIONS.filter(({ version }) => version !== 2);
    expect(() => {
      migrate(db, withGap);
    }).toThrow('Migration 3 stands at place 2');
    expect(schemaVersion(db)).toBe(0);
  });
});
