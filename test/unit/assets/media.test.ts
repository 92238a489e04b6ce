import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { messagesOf, WORLDS } from './worlds.ts';

const FOLDER = new URL('../../../assets/sample/media/', import.meta.url);
const FIRST_BYTES = new Map([
  ['image/png', '\u0089PNG'],
  ['application/pdf', '%PDF'],
]);

const files = readdirSync(FOLDER);
const named = WORLDS.flatMap(({ world }) =>
  messagesOf(world).flatMap(({ message }) => message.media),
);

it('every file that a message names is there and is what it says', () => {
  const types = new Map(named.map(({ fileName, contentType }) => [fileName, contentType]));
  for (const [fileName, contentType] of types) {
    const bytes = readFileSync(new URL(fileName, FOLDER)).subarray(0, 4).toString('latin1');
    expect([fileName, bytes]).toEqual([fileName, FIRST_BYTES.get(contentType)]);
  }
  expect(types.size).toBeGreaterThan(12);
});

it('no file lies there that no message names', () => {
  const used = new Set(named.map(({ fileName }) => fileName));
  expect(files.filter((file) => !used.has(file))).toEqual([]);
});

it('all files together are small enough to be shipped', () => {
  const bytes = files.map((file) => readFileSync(new URL(file, FOLDER)).byteLength);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_500_000);
});
