import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { findNode, fingerprint } from '../../../scripts/bootstrap.cjs';
import { withLock } from '../../../scripts/install-lock.cjs';
import { cacheFolder, npmCommand } from '../../../scripts/npm-command.cjs';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const root = join(import.meta.dirname, '..', '..', '..');

async function aProject(): Promise<string> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'package.json'), '{"dependencies":{"one":"1.0.0"}}');
  for (const name of ['package-lock.json', '.npmrc']) {
    await writeFile(join(folder, name), `${name} as it was`);
  }
  return folder;
}

describe('what has to be installed', () => {
  test.each([
    ['package.json', '{"dependencies":{"one":"1.0.1"}}'],
    ['package.json', '{"dependencies":{"one":"1.0.0"},"overrides":{"two":"2.0.0"}}'],
    ['package-lock.json', 'something else'],
    ['.npmrc', 'something else'],
  ])('changes with %s: %s', async (name, content) => {
    const project = await aProject();
    const before = fingerprint(project);
    expect(fingerprint(project)).toBe(before);
    await writeFile(join(project, name), content);
    expect(fingerprint(project)).not.toBe(before);
  });

  test('does not change with a script of package.json', async () => {
    const project = await aProject();
    const before = fingerprint(project);
    await writeFile(
      join(project, 'package.json'),
      '{"dependencies":{"one":"1.0.0"},"scripts":{"new":"true"}}',
    );
    expect(fingerprint(project)).toBe(before);
  });

  test('is locked for every system, not only for the one that made the lock file', async () => {
    const lock = z
      .object({
        packages: z.record(
          z.string(),
          z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() }),
        ),
      })
      .parse(JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')));
    const wanted = Object.values(lock.packages).flatMap((entry) =>
      Object.keys(entry.optionalDependencies ?? {}),
    );
    expect(wanted.length).toBeGreaterThan(10);
    const locked = new Set(
      Object.keys(lock.packages).map((path) => path.split('node_modules/').at(-1)),
    );
    expect(wanted.filter((name) => !locked.has(name))).toEqual([]);
  });

  test('names no registry address: each machine uses its own', async () => {
    expect(await readFile(join(root, 'package-lock.json'), 'utf8')).not.toContain('"resolved"');
  });
});

describe('npm', () => {
  test('is the one that started the script, run by the Node that runs it', async () => {
    const project = await temporaryFolder();
    const script = join(project, 'npm-cli.js');
    await writeFile(script, '');
    const env = { npm_execpath: script, npm_node_execpath: '/bin/sh', PATH: '' };
    expect(npmCommand(project, env)).toEqual({
      command: '/bin/sh',
      before: [script],
      shell: false,
    });
  });

  test('is never run from, or by, the packages it is about to replace', async () => {
    const project = await temporaryFolder();
    const own = join(project, 'node_modules', '.bin');
    const other = join(project, 'bin');
    for (const folder of [own, other]) {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'npm'), '');
      await writeFile(join(folder, 'npm-cli.js'), '');
    }
    const PATH = [own, other].join(delimiter);
    const foreign = { npm_execpath: '/usr/share/yarn/yarn.js', PATH };
    expect(npmCommand(project, foreign).command).toBe(join(other, 'npm'));
    const inside = { npm_execpath: join(own, 'npm-cli.js'), npm_node_execpath: '/bin/sh', PATH };
    expect(npmCommand(project, inside).command).toBe(join(other, 'npm'));
  });

  test('gets a cache of the project where its own cannot be written to', async () => {
    const project = await temporaryFolder();
    const file = join(project, 'a file');
    await writeFile(file, '');
    const writable = join(project, 'cache');
    expect(cacheFolder(project, { npm_config_cache: writable })).toBeUndefined();
    expect(await readdir(writable)).toEqual([]);
    expect(cacheFolder(project, { npm_config_cache: join(file, 'cache') })).toBe(
      join(project, '.cache', 'npm'),
    );
  });
});

describe('the Node that runs the project', () => {
  test('is the packaged one', () => {
    const node = findNode(root);
    expect(node.startsWith(join(root, 'node_modules'))).toBe(true);
    expect(execFileSync(node, ['--version'], { encoding: 'utf8' })).toMatch(/^v24\./);
  });

  test('is the one at hand where the package is missing or does not run, if it is new enough', async () => {
    const project = await temporaryFolder();
    expect(findNode(project)).toBe(process.execPath);
    const broken = join(project, relative(root, findNode(root)));
    await mkdir(dirname(broken), { recursive: true });
    await writeFile(broken, 'cut o');
    await chmod(broken, 0o755);
    expect(findNode(project)).toBe(process.execPath);
  });
});

describe('the lock around an installation', () => {
  test('names its holder and is gone afterwards, also after a failure', async () => {
    const lock = join(await temporaryFolder(), 'sub', 'install.lock');
    const content = await withLock(lock, () => readFile(lock, 'utf8'));
    expect(content).toBe(`${process.pid}\n`);
    const failing = withLock(lock, () => Promise.reject(new Error('no network')));
    await expect(failing).rejects.toThrow('no network');
    expect(await readdir(dirname(lock))).toEqual([]);
  });

  test.each([
    ['of a process that is gone', '2147483000\n'],
    ['of an earlier process with the same id', `${process.pid}\n`],
    ['that names nobody', ''],
  ])('is taken over from one %s', async (_, content) => {
    const lock = join(await temporaryFolder(), 'install.lock');
    await writeFile(lock, content);
    expect(await withLock(lock, () => Promise.resolve('done'))).toBe('done');
    expect(await readdir(dirname(lock))).toEqual([]);
  });

  test('is held by the npm of a holder that was killed, until that has ended too', async () => {
    const lock = join(await temporaryFolder(), 'install.lock');
    const npm = spawn('sleep', ['600']);
    await writeFile(lock, `2147483000\n${npm.pid}\n`);
    let entered = false;
    const waiting = withLock(lock, () => {
      entered = true;
      return Promise.resolve(npm.signalCode);
    });
    // The wait has begun once it has looked at the lock and come back.
    await new Promise(setImmediate);
    expect(entered).toBe(false);
    npm.kill('SIGKILL');
    expect(await waiting).toBe('SIGKILL');
  });

  test('lets one of many in at a time', async () => {
    const lock = join(await temporaryFolder(), 'install.lock');
    const log = join(dirname(lock), 'log');
    const script = `
      const { withLock } = require(${JSON.stringify(join(root, 'scripts/install-lock.cjs'))});
      const { appendFileSync } = require('node:fs');
      withLock(process.argv[1], async () => {
        appendFileSync(process.argv[2], 'in ');
        for (let turn = 0; turn < 1000; turn += 1) await new Promise(setImmediate);
        appendFileSync(process.argv[2], 'out ');
      });`;
    const children = [1, 2, 3, 4].map(() => spawn(process.execPath, ['-e', script, lock, log]));
    await Promise.all(children.map((child) => once(child, 'exit')));
    expect(await readFile(log, 'utf8')).toBe('in out '.repeat(4));
  });
});
