import { spawnSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listPackage, extractFile } from '@electron/asar';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../../scripts/start/built.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { fusesOf, standInElectron, type System } from './electron-stand-in.ts';

const root = join(import.meta.dirname, '../../..');
const FOUR_MINUTES = 240_000;

interface Expected {
  readonly system: System;
  readonly arch: string;
  readonly resources: string;
  readonly program: string;
  /** The program's file that holds the fuses. */
  readonly native: string;
  /** What cannot be done to a stand-in: it has no resources of Windows to write into. */
  readonly overrides: object;
}

const SYSTEMS: readonly Expected[] = [
  {
    system: 'linux',
    arch: 'x64',
    resources: 'linux-unpacked/resources',
    program: 'linux-unpacked/casement',
    native: 'linux-x64.node',
    overrides: {},
  },
  {
    system: 'win',
    arch: 'arm64',
    resources: 'win-arm64-unpacked/resources',
    program: 'win-arm64-unpacked/Casement.exe',
    native: 'win32-arm64.node',
    overrides: { win: { signAndEditExecutable: false }, disableAsarIntegrity: true },
  },
  {
    system: 'mac',
    arch: 'arm64',
    resources: 'mac-arm64/Casement.app/Contents/Resources',
    program:
      'mac-arm64/Casement.app/Contents/Frameworks/Electron Framework.framework/Electron Framework',
    native: 'darwin-arm64.node',
    overrides: { mac: { identity: null } },
  },
];

async function pack({ system, arch, overrides }: Expected): Promise<string> {
  const folder = await temporaryFolder();
  await standInElectron(join(folder, 'electron'), system);
  const config = join(folder, 'config.json');
  const changes = {
    extends: join(root, 'electron-builder.yml'),
    electronDist: join(folder, 'electron'),
    directories: { output: join(folder, 'dist') },
    ...overrides,
  };
  await writeFile(config, JSON.stringify(changes));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(root, 'scripts/run.cjs'),
      'electron-builder',
      '--dir',
      `--${system}`,
      `--${arch}`,
      '--publish',
      'never',
      '--config',
      config,
    ],
    { cwd: root, encoding: 'utf8', timeout: FOUR_MINUTES },
  );
  if (status !== 0) throw new Error(`electron-builder ended with ${status}:\n${stdout}${stderr}`);
  return join(folder, 'dist');
}

/** Folders and files at the beginning of paths, once each. */
const tops = (paths: readonly string[]): readonly string[] =>
  [...new Set(paths.map((path) => path.split(/[\\/]/)[1] ?? ''))].toSorted();

beforeAll(() => ensureBuilt(root, () => undefined), FOUR_MINUTES);

describe.each(SYSTEMS)('the package for $system', (expected) => {
  it(
    'has the product in it, and nothing else',
    async () => {
      const dist = await pack(expected);
      const asar = join(dist, expected.resources, 'app.asar');
      const files = listPackage(asar, { isPack: false });

      expect(tops(files)).toEqual(['LICENSE', 'node_modules', 'out', 'package.json']);
      expect(
        tops(files.filter((path) => path.startsWith('/out/')).map((path) => path.slice(4))),
      ).toEqual(['main', 'preload', 'renderer']);
      const modules = files.filter((path) => path.startsWith('/node_modules/'));
      expect(tops(modules.map((path) => path.slice('/node_modules'.length)))).toEqual([
        'better-sqlite3',
      ]);
      const unwanted =
        /\.(ts|tsx|map|c|cpp|h|gyp|env|pem|key)$|(^|\/)(test|src|deps|relay|simulator)\//;
      expect(files.filter((path) => unwanted.test(path))).toEqual([]);
      expect(files).toEqual(
        expect.arrayContaining([
          '/out/main/index.js',
          '/out/preload/index.cjs',
          '/out/renderer/index.html',
        ]),
      );
      const manifest: unknown = JSON.parse(extractFile(asar, 'package.json').toString());
      expect(manifest).toMatchObject({
        name: 'casement',
        main: 'out/main/index.js',
        type: 'module',
      });

      // The database's binary of this system alone, beside the archive: a system cannot load it from within.
      const prebuilds = 'app.asar.unpacked/node_modules/better-sqlite3/prebuilds';
      expect(await readdir(join(dist, expected.resources, prebuilds))).toEqual([expected.native]);
      const unpacked = await readdir(join(dist, expected.resources, 'app.asar.unpacked'), {
        recursive: true,
        withFileTypes: true,
      });
      expect(unpacked.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual([
        expected.native,
      ]);
      expect((await readFile(asar)).byteLength).toBeLessThan(12_000_000);

      // Run as Node, cookies encrypted, NODE_OPTIONS, --inspect, integrity, only from the
      // archive, snapshot of its own, extra rights of file://.
      expect(fusesOf(await readFile(join(dist, expected.program)))).toBe('01001100');
    },
    FOUR_MINUTES,
  );
});
