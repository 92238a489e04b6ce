import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// The npm package `electron` downloads a program when it is required; tests get a stand-in.
const alias = { electron: join(import.meta.dirname, 'test/support/fake-electron/index.ts') };
const slow = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: { name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'] },
      },
      {
        resolve: { alias },
        test: { name: 'contract', include: ['test/contract/**/*.test.ts'], ...slow },
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
