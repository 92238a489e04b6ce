import { defineConfig } from 'playwright/test';

/* The product in the real Electron: node scripts/run.cjs playwright test -c test/e2e-electron */

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../.cache/test-results/e2e-electron',
  timeout: 60_000,
  workers: 1,
  reporter: 'list',
});
