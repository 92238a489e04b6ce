import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

// The npm package `electron` downloads a program when it is required; tests get a stand-in.
const alias = { electron: join(import.meta.dirname, 'test/support/fake-electron/index.ts') };
// Packages that import electron: only what goes through Vite gets the stand-in.
const server = { deps: { inline: ['electron-store'] } };
// What is waited for comes at once on an idle machine, and late on one that does much else.
const slow = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 30_000 } },
};

export default defineConfig({
  test: {
    // Many tests wait for something real; with one worker, two processors do half of nothing. The
    // crash test waits most, and has one for itself for as long as it takes.
    maxWorkers: Math.max(3, availableParallelism()),
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          server,
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: { name: 'contract', include: ['test/contract/**/*.test.ts'], server, ...slow },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          globalSetup: ['test/support/relay-database/global-setup.ts'],
          ...slow,
        },
      },
    ],
  },
});
