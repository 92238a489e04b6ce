import { once } from 'node:events';
import { readFile, rename, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SetupError } from '../../setup-error.ts';
import { chooseAccount, type Account, type RootOptions, type Way } from './account.ts';
import { findPostgres, program } from './binaries.ts';
import { openCluster, type Cluster } from './cluster.ts';
import { connect, connectionString, takeHold, type Connection } from './connection.ts';
import { readLockFile, removeLockFile, serverProcesses } from './lock-file.ts';
import { writeSettings } from './settings.ts';

/** The PostgreSQL that the relay brings with it, running and held by this process. */
export interface PrivatePostgres {
  /** Such as `18.4`. */
  readonly version: string;
  /** TCP port on 127.0.0.1; another one after each start. */
  readonly port: number;
  readonly way: Way;
  /** Where its files really are. */
  readonly folder: string;
  /** True where the server was already running: the process that had started it died. */
  readonly adopted: boolean;
  /** Connection string of a database for the superuser; holds the password: never to be logged. */
  readonly url: (database: string) => string;
  /** Settles, with the reason, when the server is lost while this process holds it. */
  readonly lost: Promise<string>;
  /** Stops the server: what is committed stays, what is not is rolled back. Later calls do nothing more. */
  readonly stop: () => Promise<void>;
}

/** Recovery after a crash reads the whole log of changes; a large one takes minutes. */
const START_LIMIT_S = 600;
const STOP_LIMIT_S = 120;
/** Processes of a server that was killed need a moment to notice. */
const REMNANT_LIMIT_MS = 20_000;
const POLL_MS = 100;
const START_ATTEMPTS = 3;
const LOG_LIMIT_BYTES = 10_000_000;

/**
 * Starts the private PostgreSQL of a data folder, or adopts the one that still runs there
 * after its holder was killed.
 *
 * It listens on 127.0.0.1 only, wants a password, and writes to disk before it confirms.
 * On one machine at most one process holds it; others connect with `DATABASE_URL`.
 *
 * @param options.folder the application's data folder
 * @param options.root for a machine on which this process is root
 * @throws {SetupError} if it cannot be had, or if another process holds it
 */
export async function startPrivatePostgres(options: {
  readonly folder: string;
  readonly root?: RootOptions;
}): Promise<PrivatePostgres> {
  const binaries = await findPostgres();
  const account = await chooseAccount(binaries, options.root);
  const cluster = await openCluster(options.folder, binaries, account);

  const running = await adopt(cluster);
  const connection = running ?? (await start(cluster, account));
  const holder = await takeHold(connection);
  if (holder !== undefined) {
    await connection.client.end();
    throw new SetupError(
      `The database in ${options.folder} is in use by another Casement relay (process ${holder}).`,
      'Stop that one, or give this one a folder of its own in CASEMENT_DATA_DIR.',
    );
  }
  let stopped: Promise<void> | undefined;
  return {
    version: binaries.version,
    port: connection.port,
    way: account.way,
    folder: cluster.home,
    adopted: running !== undefined,
    url: (database) => connectionString(cluster, connection.port, database),
    lost: new Promise((resolve) => {
      void connection.lost.then((reason) => stopped ?? resolve(reason));
    }),
    stop: () => (stopped ??= stop(cluster, account, connection)),
  };
}

/** The server that already runs on this cluster; undefined once it is sure that there is none. */
async function adopt(cluster: Cluster): Promise<Connection | undefined> {
  const deadline = Date.now() + REMNANT_LIMIT_MS;
  for (;;) {
    const lock = await readLockFile(cluster.data);
    if (lock === undefined) return undefined;
    const processes = await serverProcesses(cluster.data, lock);
    if (processes.length === 0) {
      await removeLockFile(cluster.data, lock);
      return undefined;
    }
    // Asked only while the server itself lives: a dead one's port may be anybody's by now,
    // and whoever listens there would be shown the password.
    const running = processes.includes(lock.pid) ? await connect(cluster, lock.port) : undefined;
    if (running !== undefined) return running;
    if (Date.now() > deadline) {
      throw new SetupError(
        `A PostgreSQL server (process ${processes.join(', ')}) works on ${cluster.data} but does not answer.`,
        'It may still be recovering after a crash: wait a minute and start again. If it stays so, end that process.',
      );
    }
    await delay(POLL_MS);
  }
}

async function start(cluster: Cluster, account: Account): Promise<Connection> {
  // The database may have been left by another way of running it.
  await account.own(cluster.home);
  await writeSettings(cluster, account);
  const log = await openLog(cluster);
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    try {
      await control(cluster, account, [
        'start',
        `--options=-p ${port} -c cluster_name=${cluster.name}`,
        '--log=server.log',
        `--timeout=${START_LIMIT_S}`,
      ]);
    } catch (error) {
      // Two that start at once: the data directory lets one through, the other finds it here.
      const rival = await adopt(cluster);
      if (rival !== undefined) return rival;
      const said = await log.sinceOpened();
      // A free port can be taken by another program before the server has it: try another.
      if (attempt < START_ATTEMPTS && /could not (bind|create any TCP\/IP)/.test(said)) continue;
      const fatal = said.split('\n').findLast((line) => /FATAL|PANIC/.test(line));
      const cause = fatal ?? (error instanceof Error ? error.message : String(error));
      throw new SetupError(`PostgreSQL did not start: ${cause}`, `Its log is ${log.file}.`);
    }
    const running = await connect(cluster, port);
    if (running !== undefined) return running;
    await control(cluster, account, ['stop', '--mode=fast', `--timeout=${STOP_LIMIT_S}`]);
    throw new SetupError(
      `PostgreSQL started but does not let Casement in with the password in ${cluster.home}.`,
      'Restore that file, or name another folder in CASEMENT_DATA_DIR.',
    );
  }
}

async function stop(cluster: Cluster, account: Account, { client }: Connection): Promise<void> {
  const lock = await readLockFile(cluster.data);
  // pg_ctl signals whichever process the lock file names: it must still be the server.
  if (lock !== undefined && (await serverProcesses(cluster.data, lock)).includes(lock.pid)) {
    await control(cluster, account, ['stop', '--mode=fast', `--timeout=${STOP_LIMIT_S}`]);
  }
  await client.end();
}

/** pg_ctl hands its paths to a shell inside double quotes: relative ones hold nothing a shell would read. */
async function control(cluster: Cluster, account: Account, args: readonly string[]): Promise<void> {
  const pgCtl = program(account.home, 'pg_ctl');
  const leavesServer = args[0] === 'start';
  const all = [...args, '--pgdata=data', '--wait', '--silent'];
  await account.exec(cluster.home, pgCtl, all, leavesServer);
}

/** The server's log, which it goes on writing after this process; a large one makes room. */
async function openLog(cluster: Cluster): Promise<{
  readonly file: string;
  readonly sinceOpened: () => Promise<string>;
}> {
  const file = join(cluster.home, 'server.log');
  const size = async () => (await stat(file).catch(() => ({ size: 0 }))).size;
  if ((await size()) > LOG_LIMIT_BYTES) await rename(file, `${file}.previous`);
  const before = await size();
  return {
    file,
    sinceOpened: async () =>
      (await readFile(file).catch(() => Buffer.alloc(0))).subarray(before).toString(),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return address.port;
}
