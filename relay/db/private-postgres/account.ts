import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { SetupError } from '../../setup-error.ts';
import type { PostgresBinaries } from './binaries.ts';
import { runProgram } from './run-program.ts';

const run = promisify(execFile);

/**
 * PostgreSQL refuses to run as root, and as an account without a name. How it is run instead:
 * - `direct`: as whoever this is;
 * - `namespace`: in a user namespace in which this account appears as an ordinary one, so
 *   that folders only it may enter stay usable;
 * - `user`: as the system's `postgres` account, with programs it can reach.
 */
export type Way = 'direct' | 'namespace' | 'user';

/** What root may decide; nobody else has the choice. */
export interface RootOptions {
  /** Takes this way; without it, the best one that works. */
  readonly way?: Way;
  /** Where the `user` way keeps what the account could not reach otherwise. */
  readonly systemFolder?: string;
}

/** How to run PostgreSQL's programs on this machine. */
export interface Account {
  readonly way: Way;
  /** Where its programs are; see `PostgresBinaries`. */
  readonly home: string;
  /** Gives a file, or a folder with all in it, to the account that PostgreSQL runs as. */
  readonly own: (path: string) => Promise<void>;
  /** Where to keep a data folder that is wanted at `place`: there, if the account can get to it. */
  readonly reachable: (place: string) => Promise<string>;
  /** Runs one program in a folder to its end. @throws if it fails */
  readonly exec: (
    cwd: string,
    file: string,
    args: readonly string[],
    leavesServer?: boolean,
  ) => Promise<void>;
}

interface SystemAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Chooses how to run PostgreSQL here.
 *
 * @param binaries the installed programs
 * @throws {SetupError} if no way works
 */
export async function chooseAccount(
  binaries: PostgresBinaries,
  root: RootOptions = {},
): Promise<Account> {
  const uid = process.getuid?.();
  const known = await systemAccounts();
  if (
    uid === undefined ||
    (uid !== 0 && (known.length === 0 || known.some((one) => one.uid === uid)))
  ) {
    return asSelf('direct', binaries.home, []);
  }
  const prefix = root.way === 'user' ? undefined : await namespacePrefix(known);
  if (prefix !== undefined) return asSelf('namespace', binaries.home, prefix);
  if (uid === 0) return asUser(binaries, root.systemFolder ?? '/var/lib/casement');
  throw new SetupError(
    `PostgreSQL does not run as an account without a name (this is number ${uid}), and this system allows no user namespaces.`,
    'Give the account an entry in /etc/passwd, or set DATABASE_URL to a PostgreSQL server of yours.',
  );
}

function asSelf(way: Way, home: string, prefix: readonly string[]): Account {
  return {
    way,
    home,
    // A database that the `user` way has made is root's to take back.
    own: async (path) => {
      if (process.getuid?.() === 0) await giveTo({ uid: 0, gid: 0 }, path);
    },
    reachable: (place) => Promise.resolve(place),
    exec: (cwd, file, args, leavesServer = false) => {
      const [command = file, ...rest] = [...prefix, file, ...args];
      return runProgram(command, rest, { cwd, leavesServer });
    },
  };
}

/** The command that enters such a namespace, or undefined where the system does not allow it. */
async function namespacePrefix(
  known: readonly SystemAccount[],
): Promise<readonly string[] | undefined> {
  // initdb looks its own account up, so the namespace must show one that has a name.
  const account = known.find(({ uid }) => uid !== 0);
  if (account === undefined) return undefined;
  const prefix = ['unshare', '--user', `--map-user=${account.uid}`, `--map-group=${account.gid}`];
  try {
    const { stdout } = await run(prefix[0] ?? '', [...prefix.slice(1), 'id', '-u']);
    return stdout.trim() === String(account.uid) ? prefix : undefined;
  } catch {
    return undefined;
  }
}

async function asUser(binaries: PostgresBinaries, systemFolder: string): Promise<Account> {
  const account = await postgresAccount();
  const canEnter = async (folder: string): Promise<boolean> =>
    run('test', ['-x', folder], { uid: account.uid, gid: account.gid }).then(
      () => true,
      () => false,
    );
  const home = (await canEnter(binaries.home))
    ? binaries.home
    : await copyPrograms(binaries, systemFolder);
  return {
    way: 'user',
    home,
    own: (path) => giveTo(account, path),
    reachable: async (place) => {
      const folder = join(place, '..');
      if (await canEnter(folder)) return place;
      // Others may then pass through to what is theirs, but neither list nor read it.
      await chmod(folder, (await stat(folder)).mode | 0o011);
      if (await canEnter(folder)) return place;
      const data = join(systemFolder, 'data');
      await mkdir(data, { recursive: true });
      return join(data, `${basename(place)}-${randomUUID()}`);
    },
    exec: (cwd, file, args, leavesServer = false) =>
      runProgram(file, args, { cwd, leavesServer, uid: account.uid, gid: account.gid }),
  };
}

async function copyPrograms(binaries: PostgresBinaries, systemFolder: string): Promise<string> {
  await mkdir(systemFolder, { recursive: true });
  await chmod(systemFolder, 0o755);
  const home = join(systemFolder, `postgresql-${binaries.version}`);
  if (await stat(home).catch(() => undefined)) return home;
  // Copied aside and moved into place, so that a copy that was cut off is never used.
  const unfinished = `${home}.${randomUUID()}`;
  await cp(binaries.home, unfinished, { recursive: true, verbatimSymlinks: true });
  await run('chmod', ['-R', 'a+rX', unfinished]);
  await rename(unfinished, home).catch(() => rm(unfinished, { recursive: true }));
  return home;
}

/** Links are given themselves, not what they point to. */
async function giveTo({ uid, gid }: { uid: number; gid: number }, path: string): Promise<void> {
  await run('chown', ['-R', '-h', `${uid}:${gid}`, path]);
}

async function postgresAccount(): Promise<SystemAccount> {
  const found = await findAccount('postgres');
  if (found !== undefined) return found;
  const options = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
  let cause = 'the system does not list it';
  try {
    await run('useradd', [...options, 'postgres']);
  } catch (error) {
    cause = error instanceof Error ? error.message.trim() : String(error);
  }
  const made = await findAccount('postgres');
  if (made !== undefined) return made;
  throw new SetupError(
    `PostgreSQL does not run as root, this system allows no user namespaces, and an account "postgres" could not be made: ${cause}`,
    'Start Casement as another account than root, or set DATABASE_URL to a PostgreSQL server of yours.',
  );
}

async function findAccount(wanted: string): Promise<SystemAccount | undefined> {
  return (await systemAccounts()).find(({ name }) => name === wanted);
}

/** The accounts that have a name; empty where the system keeps them elsewhere (macOS). */
async function systemAccounts(): Promise<readonly SystemAccount[]> {
  if (process.platform !== 'linux') return [];
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    const [name = '', , uid, gid] = line.split(':');
    if (uid === undefined || gid === undefined) return [];
    return [{ name, uid: Number(uid), gid: Number(gid) }];
  });
}
