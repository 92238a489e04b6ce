import process from 'node:process';
import { defineConfig } from 'playwright/test';

const executablePath = process.env['CHROMIUM_PATH'];

/** The browser tests: the real simulator, relay, core and web host, in a real browser. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: '.cache/e2e',
  // Each test file has a whole stack of its own; two at once is what two cores carry.
  workers: 2,
  fullyParallel: false,
  // What passes only at the second try is told of by `npm test`, and does not stop a change.
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: '.cache/test-results/e2e.json' }]],
  use: {
    headless: true,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'America/Chicago',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        // Chromium's own sandbox does not start as root, as in most containers.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
});
