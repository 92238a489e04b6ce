import { appendFile, mkdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../../../scripts/start/built.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** A project whose builder notes each build. */
async function aProject(builder = '') {
  const root = await temporaryFolder();
  for (const folder of ['shared', 'main', 'preload', 'renderer/ui', 'scripts']) {
    await mkdir(join(root, folder), { recursive: true });
  }
  await writeFile(join(root, 'renderer/ui/a.tsx'), 'one');
  await writeFile(
    join(root, 'scripts/run.cjs'),
    `require('node:fs').appendFileSync(__dirname + '/../builds', process.argv.slice(2).join(' ') + ';'); ${builder}`,
  );
  const builds = () => readFile(join(root, 'builds'), 'utf8').catch(() => '');
  return { root, builds, ensure: () => ensureBuilt(root, () => undefined) };
}

const ONE = 'electron-vite build;';

describe('the build of a start', () => {
  it('is made once', async () => {
    const { ensure, builds } = await aProject();
    await ensure();
    await ensure();
    expect(await builds()).toBe(ONE);
  });

  it('is made anew when a source has changed, is new or is gone, whatever its date', async () => {
    const { root, ensure, builds } = await aProject();
    await ensure();
    await writeFile(join(root, 'renderer/ui/a.tsx'), 'two');
    await utimes(join(root, 'renderer/ui/a.tsx'), 0, 0);
    await ensure();
    await writeFile(join(root, 'shared/b.ts'), '');
    await ensure();
    await rm(join(root, 'shared/b.ts'));
    await ensure();
    await appendFile(join(root, 'package-lock.json'), '{}');
    await ensure();
    expect(await builds()).toBe(ONE.repeat(5));
  });

  it('is made by one of several that start at once', async () => {
    const { ensure, builds } = await aProject('setTimeout(() => undefined, 300);');
    await Promise.all([ensure(), ensure(), ensure()]);
    expect(await builds()).toBe(ONE);
  });

  it('that fails says why, and is tried again', async () => {
    const { ensure, builds } = await aProject(
      `console.log('a.tsx: no such thing'); process.exitCode = 1;`,
    );
    await expect(ensure()).rejects.toThrow(
      'The interface could not be built.\na.tsx: no such thing',
    );
    await expect(ensure()).rejects.toThrow('could not be built');
    expect(await builds()).toBe(ONE.repeat(2));
  });

  it('is not held up by one that was cut off long ago', async () => {
    const { root, ensure, builds } = await aProject();
    await mkdir(join(root, '.cache/building'), { recursive: true });
    await utimes(join(root, '.cache/building'), 0, 0);
    await ensure();
    expect(await builds()).toBe(ONE);
  });
});
