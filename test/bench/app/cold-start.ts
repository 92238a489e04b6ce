import type { Browser } from 'playwright';
import type { Row } from '../support/report.ts';
import { median } from '../support/statistics.ts';
import { openPage, startHost } from './desk.ts';
import type { World } from './world.ts';

const RUNS = 7;
/** What an inbox says in which nothing is. */
const EMPTY = 'No conversations yet';

/**
 * From the start of the app's process to an inbox that can be used, with the large cache
 * against an empty one.
 */
export async function coldStart(
  browser: Browser,
  world: World,
  profiles: { readonly full: string; readonly empty: string },
): Promise<Row[]> {
  const full: number[] = [];
  const empty: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    empty.push(await start(browser, world, profiles.empty, 'words'));
    full.push(await start(browser, world, profiles.full, 'option'));
  }
  return [
    {
      name: 'cold-start-ratio',
      value: median(full) / median(empty),
      unit: 'ratio',
      goal: 1.3,
      better: 'lower',
    },
  ];
}

/** @param sign what shows that the inbox can be used: its first row, or the words that it is empty */
async function start(
  browser: Browser,
  world: World,
  profile: string,
  sign: 'option' | 'words',
): Promise<number> {
  const page = await openPage(browser);
  const started = performance.now();
  const host = await startHost(world, profile);
  await page.goto(host.openUrl);
  const inbox = page.getByRole('region', { name: 'Inbox' });
  await (sign === 'option' ? inbox.getByRole('option').first() : inbox.getByText(EMPTY)).waitFor();
  const taken = performance.now() - started;
  await page.context().close();
  await host.stop();
  return taken;
}
