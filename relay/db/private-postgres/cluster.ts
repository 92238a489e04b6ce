import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  appendFile,
  lstat,
  mkdir,
  readFile,
  readdir,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SetupError } from '../../setup-error.ts';
import type { Account } from './account.ts';
import { program, type PostgresBinaries } from './binaries.ts';

/** One data folder of the private PostgreSQL: the server's own files, and what is needed to enter. */
export interface Cluster {
  /** Holds all of it: `data`, `server.log` and `password`; links resolved. */
  readonly home: string;
  /** What PostgreSQL calls its data directory. */
  readonly data: string;
  readonly password: string;
  /** What this server calls itself, so that it is told from any other that answers on its port. */
  readonly name: string;
}

/** The superuser of the private server; the application's own roles are made by the migrations. */
export const SUPERUSER = 'casement_superuser';

/**
 * Opens the cluster in a folder, or makes one there.
 *
 * The cluster lies in `postgres-<major>` below the folder, because only the major version
 * that made it can open it. It appears there complete or not at all.
 *
 * @param folder the application's data folder; made, for this account only, if absent
 * @throws {SetupError} if the cluster cannot be made, or what is there is not one
 */
export async function openCluster(
  folder: string,
  binaries: PostgresBinaries,
  account: Account,
): Promise<Cluster> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const place = join(folder, `postgres-${binaries.major}`);
  return (await read(place)) ?? create(place, account);
}

async function read(place: string): Promise<Cluster | undefined> {
  if (!(await exists(place))) return undefined;
  try {
    const home = await realpath(place);
    const password = (await readFile(join(home, 'password'), 'utf8')).trim();
    await stat(join(home, 'data', 'PG_VERSION'));
    const name = `casement-${createHash('sha256').update(password).digest('hex').slice(0, 12)}`;
    return { home, data: join(home, 'data'), password, name };
  } catch (error) {
    throw new SetupError(
      `There is no database that Casement can use in ${place}: ${error instanceof Error ? error.message : String(error)}.`,
      'If it holds something of yours, restore what is missing; else move it away, or name another folder in CASEMENT_DATA_DIR.',
    );
  }
}

async function create(place: string, account: Account): Promise<Cluster> {
  const target = await account.reachable(place);
  await removeUnfinished(dirname(target), basename(place));
  const unfinished = join(dirname(target), unfinishedName(place));
  try {
    await mkdir(unfinished, { mode: 0o700 });
    await initialise(unfinished, account);
    await rename(unfinished, target);
    if (target !== place) await symlink(target, place);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (target !== place) await rm(target, { recursive: true, force: true });
    const faster = await read(place); // another process may have made one meanwhile: as good
    if (faster !== undefined) return faster;
    throw new SetupError(
      `A database could not be made in ${dirname(place)}: ${error instanceof Error ? error.message : String(error)}.`,
      'Check that the disk has 200 MB free and that this account may write there.',
    );
  }
  const made = await read(place);
  if (made === undefined) throw new Error(`The new cluster in ${place} is gone.`);
  return made;
}

async function initialise(folder: string, account: Account): Promise<void> {
  const password = join(folder, 'password');
  await writeFile(password, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  await account.own(folder);
  await account.exec(folder, program(account.home, 'initdb'), [
    '--pgdata=data',
    `--username=${SUPERUSER}`,
    '--pwfile=password',
    '--auth=scram-sha-256',
    // Whatever the machine's language: text is UTF-8, and it sorts the same on every
    // system because PostgreSQL's own locale does it, not the system's.
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
  ]);
  await appendFile(join(folder, 'data', 'postgresql.conf'), "\ninclude 'casement.conf'\n");
}

/** Names its maker, so that nobody takes a cluster that is being made for a left-over. */
function unfinishedName(place: string): string {
  return `${basename(place)}.unfinished-${process.pid}-${randomUUID()}`;
}

/** What a start that was cut off left behind: nothing refers to it, and its maker is gone. */
async function removeUnfinished(folder: string, name: string): Promise<void> {
  const prefix = `${name}.unfinished-`;
  for (const entry of await readdir(folder)) {
    if (!entry.startsWith(prefix)) continue;
    if (isOther(Number.parseInt(entry.slice(prefix.length), 10))) continue;
    await rm(join(folder, entry), { recursive: true, force: true });
  }
}

/** Whether an id is that of a living process other than this one, which has begun nothing yet. */
function isOther(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
