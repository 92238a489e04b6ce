import { createHash } from 'node:crypto';
import { open, rm, stat } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HostError } from '../common/host-error.ts';

/* One process per profile. The lock is a local socket that the holder answers on: the operating
 * system closes it with the process, however that ends, so a lock that nobody answers on is a
 * dead one. A file with a process id could name a process that came later. */

/** The longest path of a socket that every system takes, less a little. */
const LONGEST_PATH = 100;
/** How long a starting process may take to replace a dead lock, in ms. */
const CLAIM_LASTS = 10_000;

export interface ProfileLock {
  /** What a second process tells its person about this one. */
  readonly describe: (text: string) => void;
  readonly release: () => Promise<void>;
}

/**
 * Takes a profile for this process.
 *
 * @param folder absolute path of the profile's folder
 * @throws {HostError} when another process has it
 */
export async function lockProfile(folder: string, profile: string): Promise<ProfileLock> {
  const path = socketPath(folder);
  let description = `process ${process.pid}`;
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(description);
  });
  if (!(await listens(server, path))) await takeOver(server, path, profile);
  // It holds the profile, and does not keep the process alive.
  server.unref();
  return {
    describe: (text) => {
      description = text;
    },
    release: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function socketPath(folder: string): string {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\casement-${name}`;
  const inside = join(folder, 'in-use.sock');
  return Buffer.byteLength(inside) <= LONGEST_PATH ? inside : join(tmpdir(), `casement-${name}`);
}

/** False where something is in the way. */
function listens(server: Server, path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error & { readonly code?: string }): void => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    };
    server.once('error', failed);
    server.listen(path, () => {
      server.off('error', failed);
      resolve(true);
    });
  });
}

/** What the holder says of itself; null when nobody answers. */
function askHolder(path: string): Promise<string | null> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(path);
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => {
      said += part;
    });
    socket.on('end', () => resolve(said));
    socket.on('error', () => resolve(null));
  });
}

/**
 * Takes the place of a dead holder. Of several that try at once, one at a time looks and acts:
 * else one would remove the other's new lock for a dead one.
 */
async function takeOver(server: Server, path: string, profile: string): Promise<void> {
  const claim = `${path}.claim`;
  const claimed = await stat(claim).catch(() => null);
  if (claimed !== null && Date.now() - claimed.mtimeMs > CLAIM_LASTS)
    await rm(claim, { force: true });
  try {
    await (await open(claim, 'wx', 0o600)).close();
  } catch {
    throw new HostError(
      `The profile "${profile}" is being started by another process.`,
      'Wait a moment and use that one.',
    );
  }
  try {
    const holder = await askHolder(path);
    if (holder !== null) {
      throw new HostError(
        `The profile "${profile}" is in use: ${holder}.`,
        'Use that one, or start another profile beside it: --profile second.',
      );
    }
    await rm(path, { force: true });
    if (!(await listens(server, path))) throw new Error(`${path} cannot be listened on`);
  } finally {
    await rm(claim, { force: true });
  }
}
