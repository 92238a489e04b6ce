import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Locator,
  Page,
} from 'playwright/test';
import { type App, createApp } from '../../../main/app.ts';
import { keyFile } from '../../../main/host/common/key-file.ts';
import { builtPages } from '../../../main/host/web/pages.ts';
import { startWebHost } from '../../../main/host/web/server.ts';
import { settingsFile } from '../../../main/host/web/settings-file.ts';
import { inboxOf, type Inbox } from './inbox.ts';
import type { Stack } from './stack.ts';

const root = join(import.meta.dirname, '../../..');

export interface Desk {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly inbox: Inbox;
  readonly app: App;
  /** The address that lets a browser in. */
  readonly openUrl: string;
  /** What went wrong in the page so far: errors, refused resources, broken policies. */
  readonly complaints: readonly string[];
  readonly signIn: (person: { readonly email: string; readonly password: string }) => Promise<void>;
  readonly composer: () => Locator;
  /** Ends the program behind the page. */
  readonly stopCore: () => Promise<void>;
  /**
   * Starts it again with what it had, at the same address; the page is let in by `openUrl`.
   *
   * @param version of the program; by default the one that there is
   */
  readonly startCore: (version?: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** One person's desk: a core with a web host of its own, and a browser in front of it. */
export async function openDesk(
  stack: Stack,
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<Desk> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'casement-desk-'));
  const startCore = async (port: number, version = '0.1.0') => {
    const app = await createApp({
      profile: 'test',
      dataFolder,
      version,
      suggestedRelayUrl: stack.relayUrl,
      mediaBase: '/media/',
      uploadBase: '/upload/',
      platform: {
        secrets: keyFile(dataFolder),
        notify: null,
        setBadge: () => undefined,
        openExternal: null,
      },
      settings: settingsFile(dataFolder),
      log: () => undefined,
    });
    const pages = builtPages(join(root, 'out/renderer'), join(root, 'assets/icons/icon.ico'));
    const host = await startWebHost({ app, pages, port, now: Date.now, log: () => undefined });
    return { app, host };
  };
  let core = await startCore(0);
  const stopCore = async () => {
    await core.host.close();
    await core.app.close();
  };
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(core.host.openUrl);
  return {
    page,
    context,
    get app() {
      return core.app;
    },
    complaints,
    get openUrl() {
      return core.host.openUrl;
    },
    stopCore,
    startCore: async (version) => {
      core = await startCore(core.host.port, version);
    },
    inbox: inboxOf(page),
    signIn: async ({ email, password }) => {
      await page.getByLabel('E-mail').fill(email);
      await page.getByLabel('Password', { exact: true }).fill(password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('listbox').getByRole('option').first().waitFor();
    },
    composer: () => page.getByRole('textbox', { name: 'Message' }),
    close: async () => {
      await context.close();
      await stopCore();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
