import { join } from 'node:path';
import process from 'node:process';
import type { Browser, Page } from 'playwright';
import { startChild } from '../../../scripts/start/child.ts';
import { PERSON, type World } from './world.ts';

const root = join(import.meta.dirname, '../../..');
const OPEN_URL = /http:\/\/127\.0\.0\.1:\d+\/open\?token=[\w-]+/;

/** A web host in a process of its own, as `npm run app` starts it. */
export interface WebHost {
  /** The address that lets a browser in. */
  readonly openUrl: string;
  readonly stop: () => Promise<void>;
}

/** The folder of everything that the web host of a profile keeps. */
export function dataFolderOf(world: World, profile: string): string {
  return join(world.folder, 'desktop', profile);
}

/** Starts it and waits for its address. @throws {Error} where it ends before */
export async function startHost(world: World, profile: string): Promise<WebHost> {
  const { promise: openUrl, resolve } = Promise.withResolvers<string>();
  const child = startChild({
    name: 'the app',
    program: process.execPath,
    args: [join(root, 'main/host/web/index.ts'), '--profile', profile, '--port', '0'],
    cwd: root,
    logFile: null,
    env: { ...process.env, CASEMENT_DATA_DIR: world.folder, CASEMENT_RELAY_URL: world.relayUrl },
    onLine: (line) => {
      const url = OPEN_URL.exec(line)?.[0];
      if (url !== undefined) resolve(url);
    },
  });
  const ended = child.ended.then(({ how, lastLines }): never => {
    throw new Error(`The app ended ${how}: ${lastLines.join(' ')}`);
  });
  return { openUrl: await Promise.race([openUrl, ended]), stop: child.stop };
}

/** A page of its own context, as large as a common screen. */
export async function openPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  return context.newPage();
}

/** Signs in on the page of a web host and waits for the inbox. */
export async function signIn(page: Page, host: WebHost): Promise<void> {
  await page.goto(host.openUrl);
  await page.getByLabel('E-mail').fill(PERSON.email);
  await page.getByLabel('Password', { exact: true }).fill(PERSON.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('region', { name: 'Inbox' }).waitFor();
}
