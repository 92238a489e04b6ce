import { statSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { loadSecretKey } from '../../../relay/secret-key.ts';
import { SetupError } from '../../../relay/setup-error.ts';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'casement-test-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

test('is made once, for its owner’s eyes alone, and found again', async () => {
  const path = join(await folder(), 'not', 'there', 'yet');
  const first = await loadSecretKey(undefined, path);
  expect(first.file).toBe(join(path, 'secret-key'));
  expect((await stat(join(path, 'secret-key'))).mode & 0o777).toBe(0o600);
  const second = await loadSecretKey(undefined, path);
  expect(second.derive('a').equals(first.derive('a'))).toBe(true);
});

test('each purpose has its own', async () => {
  const { derive } = await loadSecretKey(Buffer.alloc(32, 7), '');
  expect(derive('a').equals(derive('b'))).toBe(false);
  expect(derive('a')).toHaveLength(32);
  const other = await loadSecretKey(Buffer.alloc(32, 8), '');
  expect(derive('a').equals(other.derive('a'))).toBe(false);
});

test('a key of the environment touches no file', async () => {
  const path = await folder();
  const { file } = await loadSecretKey(Buffer.alloc(32, 7), path);
  expect(file).toBeNull();
  await expect(stat(join(path, 'secret-key'))).rejects.toThrow('ENOENT');
});

test('a damaged file ends the start, and is left as it is', async () => {
  const path = await folder();
  await writeFile(join(path, 'secret-key'), 'half of it');
  await expect(loadSecretKey(undefined, path)).rejects.toThrow(SetupError);
  expect((await stat(join(path, 'secret-key'))).size).toBe(10);
});

test('whoever looks while it is made finds no key or the whole one', async () => {
  const path = await folder();
  const sizes = new Set<number | null>();
  const making = { ended: false };
  const loaded = loadSecretKey(undefined, path).finally(() => {
    making.ended = true;
  });
  while (!making.ended) {
    sizes.add(statSync(join(path, 'secret-key'), { throwIfNoEntry: false })?.size ?? null);
    await turn();
  }
  await loaded;
  expect([...sizes].filter((size) => size !== null && size !== 45)).toEqual([]);
  expect(await readdir(path)).toEqual(['secret-key']);
});

test('a folder that cannot be one ends the start with what to do', async () => {
  const path = join(await folder(), 'a-file');
  await writeFile(path, '');
  const loaded = loadSecretKey(undefined, path);
  await expect(loaded).rejects.toThrow(SetupError);
  await expect(loaded).rejects.toThrow(/CASEMENT_DATA_DIR/);
});
