import { randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './account.ts';
import type { Cluster } from './cluster.ts';

/**
 * Writes the server's settings, before every start, so that a newer Casement's settings
 * reach an older database. They are the same whoever writes them: of two that start at
 * once, neither disturbs the other.
 */
export async function writeSettings(cluster: Cluster, account: Account): Promise<void> {
  const file = join(cluster.data, 'casement.conf');
  // Never written through a link: the folder may belong to another account than this one.
  const unfinished = `${file}.${randomUUID()}`;
  await writeFile(unfinished, SETTINGS, { flag: 'wx', mode: 0o600 });
  await account.own(unfinished);
  await rename(unfinished, file);
}

const SETTINGS = [
  "listen_addresses = '127.0.0.1'",
  "unix_socket_directories = ''",
  'fsync = on',
  'synchronous_commit = on',
  'full_page_writes = on',
  'max_connections = 200',
  "timezone = 'UTC'",
  "log_timezone = 'UTC'",
  // What people write must not reach a log, and errors repeat the values that they are
  // about. The relay reports errors itself, by their codes.
  'log_min_messages = log',
  'log_min_error_statement = panic',
  'log_error_verbosity = terse',
  'log_checkpoints = off',
  '',
].join('\n');
