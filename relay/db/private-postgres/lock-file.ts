import { execFile } from 'node:child_process';
import { readFile, readdir, readlink, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a running server notes in `postmaster.pid`. */
export interface LockFile {
  readonly content: string;
  readonly pid: number;
  /** TCP port on 127.0.0.1; NaN in a file that was cut off. */
  readonly port: number;
}

/** Reads the note of the server that runs, or ran, on a data directory; undefined without one. */
export async function readLockFile(data: string): Promise<LockFile | undefined> {
  const content = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => undefined);
  if (content === undefined) return undefined;
  const [pid, , , port] = content.split('\n');
  return { content, pid: Number(pid || Number.NaN), port: Number(port || Number.NaN) };
}

/** Removes a note that was proven stale, unless another one stands there by now. */
export async function removeLockFile(data: string, stale: LockFile): Promise<void> {
  const now = await readLockFile(data);
  if (now?.content === stale.content) await rm(join(data, 'postmaster.pid'), { force: true });
}

/**
 * The processes of a server, or what remains of one, that work on a data directory.
 *
 * The process id in the lock file proves nothing by itself: after a reboot, or in a new
 * container, any program may have it. On Linux every PostgreSQL process has the data
 * directory as its working directory, and its owner as its own. Where that cannot be seen
 * (elsewhere, and in containers without the right to trace), a PostgreSQL process that
 * could be one of them counts as one.
 *
 * @returns process ids; empty once it is sure that there is none
 */
export async function serverProcesses(data: string, lock: LockFile): Promise<readonly number[]> {
  if (process.platform === 'linux') return linuxProcesses(data);
  if (!Number.isInteger(lock.pid) || lock.pid <= 0) return [];
  return (await programName(lock.pid)).includes('postgres') ? [lock.pid] : [];
}

async function linuxProcesses(data: string): Promise<readonly number[]> {
  const { uid } = await stat(data);
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    ids.map(async (id) => ((await couldServe(`/proc/${id}`, data, uid)) ? [Number(id)] : [])),
  );
  return found.flat();
}

async function couldServe(entry: string, data: string, owner: number): Promise<boolean> {
  try {
    if ((await readFile(`${entry}/comm`, 'utf8')).trim() !== 'postgres') return false;
    if (/\) Z /.test(await readFile(`${entry}/stat`, 'utf8'))) return false; // ended, uncollected
    if ((await stat(entry)).uid !== owner) return false;
  } catch {
    return false; // ended while it was looked at
  }
  return readlink(`${entry}/cwd`).then(
    (folder) => folder === data,
    (error: NodeJS.ErrnoException) => error.code === 'EACCES' || error.code === 'EPERM',
  );
}

async function programName(pid: number): Promise<string> {
  const listing =
    process.platform === 'win32'
      ? run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'])
      : run('ps', ['-p', String(pid), '-o', 'comm=']);
  return listing.then(
    ({ stdout }) => stdout,
    () => '',
  );
}
