import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { ensureChromium } from './chromium.ts';

/* The browser tests alone: finds or installs Chromium, builds the renderer, runs Playwright.
 * What comes after `--` goes to Playwright. */

const root = join(import.meta.dirname, '..');

function run(
  command: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): number {
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/run.cjs'), ...command], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  return status ?? 1;
}

const chromium = ensureChromium();
if ('missing' in chromium) {
  console.error(`The browser tests cannot run: ${chromium.missing}.`);
  process.exitCode = 1;
} else {
  process.exitCode =
    run(['electron-vite', 'build', '--logLevel', 'warn']) ||
    run(['playwright', 'test', ...process.argv.slice(2)], { CHROMIUM_PATH: chromium.path });
}
