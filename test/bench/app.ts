import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { chromium } from 'playwright';
import { ensureChromium } from '../../scripts/chromium.ts';
import { coldStart } from './app/cold-start.ts';
import { openPage, signIn, startHost } from './app/desk.ts';
import { firstLoad } from './app/first-load.ts';
import { fillProfile } from './app/full-profile.ts';
import { scrolling } from './app/scrolling.ts';
import { switching } from './app/switching.ts';
import { webhookToPainted } from './app/webhook-to-painted.ts';
import { startWorld } from './app/world.ts';
import { report, type Row } from './support/report.ts';

/* `npm run bench:app`: relay, core and web host as processes, and Chromium in front of them. */

const root = join(import.meta.dirname, '../..');
const SIZE = { conversations: 20_000, messagesEach: 50, inFirst: 10_000 };

async function main(executablePath: string): Promise<void> {
  const world = await startWorld();
  const browser = await chromium.launch({
    executablePath,
    args: [
      // A page that Playwright answers for counts as one from outside this machine: without this it
      // would not get to the bare server.
      '--disable-features=LocalNetworkAccessChecks',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
  const rows: Row[] = [];
  try {
    for (const profile of ['empty', 'full']) {
      const host = await startHost(world, profile);
      const page = await openPage(browser);
      await signIn(page, host);
      await page.context().close();
      await host.stop();
    }
    await fillProfile(world, 'full', SIZE);
    rows.push(...(await coldStart(browser, world, { full: 'full', empty: 'empty' })));

    const full = await startHost(world, 'full');
    const page = await openPage(browser);
    await page.goto(full.openUrl);
    rows.push(...(await switching(page)), ...(await scrolling(page)));
    await page.context().close();
    await full.stop();

    const live = await startHost(world, 'live');
    rows.push(...(await firstLoad(browser, live)));
    const other = await startHost(world, 'other');
    rows.push(...(await webhookToPainted(browser, world, other)));
    await live.stop();
    await other.stop();
  } finally {
    await browser.close();
    await world.close();
  }
  report('app', rows);
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
