import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { RootOptions, Way } from '../../../relay/db/private-postgres/account.ts';
import {
  startPrivatePostgres,
  type PrivatePostgres,
} from '../../../relay/db/private-postgres/private-postgres.ts';
import { startHolder } from '../../support/postgres-holder.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const isRoot = process.getuid?.() === 0;

async function start(folder: string, root: RootOptions = {}): Promise<PrivatePostgres> {
  const server = await startPrivatePostgres({ folder, root });
  onTestFinished(server.stop);
  return server;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}

/** Commits something that must still be there whatever happens to the server. */
async function keep(url: string): Promise<void> {
  await query(url, 'CREATE TABLE kept AS SELECT 7 AS value');
}

async function kept(url: string): Promise<unknown> {
  return (await query(url, 'SELECT value FROM kept'))[0]?.value;
}

/** A database that was used and stopped, and what its lock file said while it ran. */
async function aStoppedDatabase() {
  const folder = await temporaryFolder();
  const server = await start(folder);
  await keep(server.url('postgres'));
  const lock = join(server.folder, 'data', 'postmaster.pid');
  const content = await readFile(lock, 'utf8');
  await server.stop();
  return { folder, server, lock, content };
}

/** The process id of the server itself. */
async function serverProcess(folder: string): Promise<number> {
  return Number.parseInt(
    await readFile(join(folder, 'postgres-18', 'data', 'postmaster.pid'), 'utf8'),
    10,
  );
}

describe('a new database', () => {
  test('keeps text in UTF-8, confirms after writing to disk and answers on this machine only', async () => {
    vi.stubEnv('LANG', undefined);
    vi.stubEnv('LC_ALL', 'xx_NOWHERE.latin1');
    onTestFinished(() => void vi.unstubAllEnvs());
    const server = await start(await temporaryFolder());

    const [row] = await query(
      server.url('postgres'),
      `SELECT current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync,
              current_setting('synchronous_commit') AS commit, current_setting('listen_addresses') AS addresses,
              current_setting('TimeZone') AS zone, upper('ñandú größe') AS upper,
              (SELECT datlocprovider::text || ' ' || datlocale FROM pg_database WHERE datname = 'template1') AS locale`,
    );
    expect(row).toEqual({
      encoding: 'UTF8',
      fsync: 'on',
      commit: 'on',
      addresses: '127.0.0.1',
      zone: 'UTC',
      upper: 'ÑANDÚ GRÖßE',
      locale: 'b C.UTF-8',
    });
  });

  test('lets nobody in without its password', async () => {
    const server = await start(await temporaryFolder());
    const url = new URL(server.url('postgres'));
    url.password = 'guess';
    await expect(query(url.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  });

  test('is made below a folder whose name has spaces, quotes and accents', async () => {
    const folder = join(await temporaryFolder(), `it's a "füll" \\ $HOME folder`);
    const server = await start(folder);
    expect(await query(server.url('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('does not write what people wrote into its log', async () => {
    const folder = await temporaryFolder();
    const server = await start(folder);
    const url = server.url('postgres');
    await query(url, 'CREATE TABLE message (body text UNIQUE, length int CHECK (length > 3))');
    await query(url, `INSERT INTO message VALUES ('secret words', 12)`);
    for (const failing of [
      `INSERT INTO message VALUES ('secret words', 12)`,
      `INSERT INTO message VALUES ('other secret', 1)`,
      `SELECT 'secret words'::int`,
    ]) {
      await expect(query(url, failing)).rejects.toThrow(/duplicate|check|invalid input/);
    }
    const log = await readFile(join(server.folder, 'server.log'), 'utf8');
    expect(log).toContain('ready to accept connections');
    expect(log).not.toContain('secret');
  });

  test('is the same whatever the environment says about PostgreSQL', async () => {
    vi.stubEnv('PGSSLMODE', 'require');
    vi.stubEnv('PGOPTIONS', '--no-such-option');
    vi.stubEnv('PGUSER', 'somebody');
    onTestFinished(() => void vi.unstubAllEnvs());
    const server = await start(await temporaryFolder());
    expect(server.adopted).toBe(false);
  });
});

describe('starting again', () => {
  test('finds what was committed before an orderly stop', async () => {
    const { folder, server } = await aStoppedDatabase();
    await expect(query(server.url('postgres'), 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);

    const second = await start(folder);
    expect(second.adopted).toBe(false);
    expect(await kept(second.url('postgres'))).toBe(7);
  });

  test('adopts the server that is still running after its holder was killed', async () => {
    const folder = await temporaryFolder();
    const holder = await startHolder(folder);
    await keep(holder.url);
    const before = await serverProcess(folder);
    await holder.kill();

    const server = await start(folder);
    expect(server.adopted).toBe(true);
    expect(await serverProcess(folder)).toBe(before);
    expect(await kept(server.url('postgres'))).toBe(7);
    await server.stop();
    await expect(query(server.url('postgres'), 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
  });

  test('recovers what was committed when the server itself was killed, and says that it was lost', async () => {
    const folder = await temporaryFolder();
    const first = await start(folder);
    await keep(first.url('postgres'));
    process.kill(await serverProcess(folder), 'SIGKILL');
    expect(await first.lost).not.toBe('');

    const second = await start(folder);
    expect(second.adopted).toBe(false);
    expect(await kept(second.url('postgres'))).toBe(7);
  });

  test('is not stopped by a left-over lock file whose process id another program has now', async () => {
    const { folder, lock, content } = await aStoppedDatabase();
    // Not this process itself: PostgreSQL lets its starter's id pass.
    const bystander = spawn('sleep', ['600']);
    onTestFinished(() => void bystander.kill('SIGKILL'));
    await writeFile(lock, content.replace(/^\d+/, String(bystander.pid)));

    const second = await start(folder);
    expect(await kept(second.url('postgres'))).toBe(7);
    expect(bystander.signalCode).toBeNull();
  });

  test.each(['', '4', '4\n/elsewhere\n1\nport'])(
    'is not stopped by a lock file that was cut off: %j',
    async (content) => {
      const { folder, lock } = await aStoppedDatabase();
      await writeFile(lock, content);
      const second = await start(folder);
      expect(await kept(second.url('postgres'))).toBe(7);
    },
  );

  test('does not show its password to whoever listens on the port it had before', async () => {
    const { folder, server, lock, content } = await aStoppedDatabase();
    await writeFile(lock, content);
    let callers = 0;
    const thief = createServer((socket) => {
      callers += 1;
      socket.destroy();
    }).listen(server.port, '127.0.0.1');
    onTestFinished(() => void thief.close());
    await once(thief, 'listening');
    await start(folder);
    expect(callers).toBe(0);
  });

  test('says so when the password in its folder is not the one of the database', async () => {
    const { folder, server } = await aStoppedDatabase();
    await writeFile(join(server.folder, 'password'), 'something else');
    await expect(start(folder)).rejects.toThrow(/does not let Casement in/);
    expect(await readdir(join(server.folder, 'data'))).not.toContain('postmaster.pid');
  });

  test('clears away a creation that was cut off, and leaves one that is under way', async () => {
    const folder = await temporaryFolder();
    const gone = spawnSync(process.execPath, ['--version']).pid;
    await mkdir(join(folder, `postgres-18.unfinished-${gone}-a`, 'data'), { recursive: true });
    await mkdir(join(folder, `postgres-18.unfinished-${process.ppid}-b`));
    await start(folder);
    expect((await readdir(folder)).toSorted()).toEqual([
      'postgres-18',
      `postgres-18.unfinished-${process.ppid}-b`,
    ]);
  });

  test('refuses a folder that it did not make, and changes nothing in it', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'postgres-18'));
    await writeFile(join(folder, 'postgres-18', 'mine.txt'), 'mine');
    await expect(start(folder)).rejects.toThrow(
      /no database that Casement can use.*CASEMENT_DATA_DIR/,
    );
    expect(await readdir(join(folder, 'postgres-18'))).toEqual(['mine.txt']);
  });
});

describe('two at once', () => {
  test('the second is told who holds the database, and the first is not disturbed', async () => {
    const folder = await temporaryFolder();
    const holder = await startHolder(folder);
    await expect(start(folder)).rejects.toThrow(
      `in use by another Casement relay (process ${holder.process.pid})`,
    );
    expect(await query(holder.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await holder.kill();
    await start(folder);
  });

  test('of three that start on an empty folder in the same moment, exactly one gets it', async () => {
    const folder = await temporaryFolder();
    const starts = await Promise.allSettled([1, 2, 3].map(() => startHolder(folder)));
    const holders = starts.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const refusals = starts.flatMap((one) =>
      one.status === 'rejected' ? [String(one.reason)] : [],
    );
    expect(holders).toHaveLength(1);
    for (const refusal of refusals) expect(refusal).toContain('in use by another Casement relay');
    await holders[0]?.kill();
    await start(folder);
  });
});

/** A folder that every account may enter. */
async function systemFolder(): Promise<string> {
  const folder = await temporaryFolder();
  await chmod(folder, 0o755);
  return folder;
}

describe.runIf(isRoot)('as root, which PostgreSQL refuses to run as', () => {
  test.each<Way>(['namespace', 'user'])(
    'works by way of a %s below a folder only root may enter',
    async (way) => {
      const folder = join(await temporaryFolder(), 'data');
      const root = { way, systemFolder: await systemFolder() };
      const first = await start(folder, root);
      expect(first.way).toBe(way);
      await keep(first.url('postgres'));
      await first.stop();
      const second = await start(folder, root);
      expect(await kept(second.url('postgres'))).toBe(7);
    },
  );

  test.each<readonly [Way, Way]>([
    ['namespace', 'user'],
    ['user', 'namespace'],
  ])('opens a database that was made by way of a %s by way of a %s', async (before, after) => {
    const folder = await systemFolder();
    const system = await systemFolder();
    const first = await start(folder, { way: before, systemFolder: system });
    await keep(first.url('postgres'));
    await first.stop();
    const second = await start(folder, { way: after, systemFolder: system });
    expect(second.way).toBe(after);
    expect(await kept(second.url('postgres'))).toBe(7);
  });

  test('keeps the database in the data folder wherever the account can get to it', async () => {
    const open = await systemFolder();
    const closed = join(open, 'closed');
    await mkdir(closed, { mode: 0o700 });
    for (const [folder, mode] of [
      [open, 0o755],
      [closed, 0o711],
    ] as const) {
      const server = await start(folder, { way: 'user', systemFolder: await systemFolder() });
      expect(server.folder).toBe(join(folder, 'postgres-18'));
      expect((await stat(folder)).mode & 0o777).toBe(mode);
    }
  });

  test('says which database is gone when the place it was kept in is', async () => {
    const folder = join(await temporaryFolder(), 'data');
    const system = await systemFolder();
    const first = await start(folder, { way: 'user', systemFolder: system });
    await first.stop();
    await rm(first.folder, { recursive: true });
    await expect(start(folder, { way: 'user', systemFolder: system })).rejects.toThrow(
      `no database that Casement can use in ${join(folder, 'postgres-18')}`,
    );
  });
});
