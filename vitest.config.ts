import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// The npm package `electron` downloads a program when it is required; tests get a stand-in.
const alias = { electron: join(import.meta.dirname, 'test/support/fake-electron/index.ts') };
// Packages that import electron: only what goes through Vite gets the stand-in.
const server = { deps: { inline: ['electron-store'] } };
const slow = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: { name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'], server },
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
