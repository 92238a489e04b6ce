import { createWriteStream, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../../log.ts';

const LARGEST = 5_000_000;

/** Where a host writes what happened. */
export interface LogFile {
  readonly path: string;
  readonly log: Log;
  readonly close: () => Promise<void>;
}

/**
 * Opens the log of a profile: one JSON object per line, appended. A file that has grown large is
 * set aside when the next run begins, in place of the one set aside before.
 *
 * @param folder the profile's folder
 * @param now the wall clock, in ms
 */
export function openLogFile(folder: string, now: () => number): LogFile {
  const path = join(folder, 'casement.log');
  const before = statSync(path, { throwIfNoEntry: false });
  if (before !== undefined && before.size > LARGEST) renameSync(path, `${path}.old`);
  const stream = createWriteStream(path, { flags: 'a', mode: 0o600 });
  // A full disk must not take the product down with it.
  stream.on('error', () => undefined);
  return {
    path,
    log: (line) => {
      stream.write(`${JSON.stringify({ at: new Date(now()).toISOString(), ...line })}\n`);
    },
    close: () => new Promise((resolve) => stream.end(resolve)),
  };
}
