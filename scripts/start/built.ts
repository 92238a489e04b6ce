import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { StartError } from './start-error.ts';

/* The build is made anew when what it is made of has changed, by content: times of files lie
 * after a checkout or a copy. */

const SOURCES = ['shared', 'main', 'preload', 'renderer'];
const FILES = ['electron.vite.config.ts', 'package-lock.json'];
const STAMP = 'out/stamp';

/**
 * Builds core, preload and interface into `out/`, unless that is done already.
 *
 * @param root the project's folder
 * @param building is called before a build that takes its time
 * @throws {StartError} when it does not build
 */
export function ensureBuilt(root: string, building: () => void): void {
  const wanted = hashOfSources(root);
  const stamp = join(root, STAMP);
  if (read(stamp) === wanted) return;
  building();
  const runner = join(root, 'scripts/run.cjs');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [runner, 'electron-vite', 'build'],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) {
    throw new StartError(
      `The interface could not be built.\n${stdout}${stderr}`,
      'Mend what it names and start again.',
    );
  }
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(stamp, wanted);
}

function hashOfSources(root: string): string {
  const hash = createHash('sha256');
  const files = SOURCES.flatMap((folder) => filesBelow(join(root, folder)));
  for (const file of [...files.toSorted(), ...FILES.map((name) => join(root, name))]) {
    hash
      .update(relative(root, file))
      .update('\0')
      .update(read(file) ?? '')
      .update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return null;
  }
}
