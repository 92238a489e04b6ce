import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { chromium } from 'playwright';
import { ensureChromium } from '../../scripts/chromium.ts';
import { openPage, signIn, startHost } from './app/desk.ts';
import { startWorld } from './app/world.ts';
import { report, type Row } from './support/report.ts';
import { fillLibrary } from './templates/fill-library.ts';
import { libraryRows } from './templates/measure.ts';

/* `npm run bench:templates`: a library of 6,000 templates in Chromium. */

const root = join(import.meta.dirname, '../..');
const COUNT = 6000;

async function main(executablePath: string): Promise<void> {
  const world = await startWorld();
  const browser = await chromium.launch({
    executablePath,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  let rows: Row[];
  try {
    const empty = await startHost(world, 'library');
    const first = await openPage(browser);
    await signIn(first, empty);
    await first.context().close();
    await empty.stop();
    await fillLibrary(world, 'library', COUNT);
    const host = await startHost(world, 'library');
    const page = await openPage(browser);
    await page.goto(host.openUrl);
    rows = await libraryRows(page, COUNT);
    await host.stop();
  } finally {
    await browser.close();
    await world.close();
  }
  report('templates', rows);
}

const found = ensureChromium();
if ('missing' in found) {
  console.error(`The benchmark cannot run: ${found.missing}.`);
  process.exitCode = 1;
} else {
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'scripts/run.cjs'), 'electron-vite', 'build', '--logLevel', 'warn'],
    { cwd: root, stdio: 'inherit' },
  );
  if (status === 0) await main(found.path);
  else process.exitCode = 1;
}
