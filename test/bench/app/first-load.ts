import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright';
import type { Row } from '../support/report.ts';
import { openPage, signIn, type WebHost } from './desk.ts';

const built = join(import.meta.dirname, '../../../out/renderer');

/** Everything that the page had to load until the inbox stood there, gzipped file by file. */
export async function firstLoad(browser: Browser, host: WebHost): Promise<Row[]> {
  const page = await openPage(browser);
  await signIn(page, host);
  await page.reload();
  await page.getByRole('region', { name: 'Inbox' }).waitFor();
  const scripts = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname)
      .filter((path) => path.endsWith('.js')),
  );
  await page.context().close();
  let bytes = 0;
  for (const path of new Set(scripts)) bytes += gzipSync(await readFile(join(built, path))).length;
  return [
    { name: 'first-load-js-kb', value: bytes / 1000, unit: 'kB', goal: 250, better: 'lower' },
  ];
}
