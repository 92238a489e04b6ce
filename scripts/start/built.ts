import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StartError } from './start-error.ts';

/* The build is made anew when what it is made of has changed, by content: times of files lie
 * after a checkout or a copy. */

const SOURCES = ['shared', 'main', 'preload', 'renderer'];
const FILES = ['electron.vite.config.ts', 'package-lock.json'];
const STAMP = 'out/stamp';

/** A build that was begun this long ago was cut off, in ms. */
const BUILDING_LASTS = 180_000;
/** Between two looks at another's build, in ms. */
const BETWEEN = 200;

/**
 * Builds core, preload and interface into `out/`, unless that is done already. Of several that
 * find it undone at once, one builds and the others wait.
 *
 * @param root the project's folder
 * @param building is called before a build that takes its time
 * @throws {StartError} when it does not build
 */
export async function ensureBuilt(root: string, building: () => void): Promise<void> {
  const wanted = hashOfSources(root);
  const stamp = join(root, STAMP);
  if (read(stamp) === wanted) return;
  const release = await claim(join(root, '.cache/building'));
  try {
    if (read(stamp) === wanted) return;
    building();
    await build(root);
    mkdirSync(join(root, 'out'), { recursive: true });
    writeFileSync(stamp, wanted);
  } finally {
    release();
  }
}

function build(root: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const runner = join(root, 'scripts/run.cjs');
    const builder = spawn(process.execPath, [runner, 'electron-vite', 'build'], { cwd: root });
    let said = '';
    for (const stream of [builder.stdout, builder.stderr]) {
      stream.setEncoding('utf8').on('data', (part: string) => (said += part));
    }
    builder.once('error', reject);
    builder.once('close', (code) => {
      const next = 'Mend what it names and start again.';
      if (code === 0) resolve();
      else reject(new StartError(`The interface could not be built.\n${said}`, next));
    });
  });
}

/** A folder is made by one alone. */
async function claim(folder: string): Promise<() => void> {
  mkdirSync(join(folder, '..'), { recursive: true });
  for (;;) {
    try {
      mkdirSync(folder);
      return () => rmSync(folder, { recursive: true, force: true });
    } catch {
      const since = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
      if (Date.now() - since > BUILDING_LASTS) rmSync(folder, { recursive: true, force: true });
      await pause(BETWEEN);
    }
  }
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
