import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { z } from 'zod';
import { createApp } from '../../app.ts';
import { HostError } from '../common/host-error.ts';
import { openLogFile } from '../common/log-file.ts';
import { profileFolder } from '../common/profile.ts';
import { keyFile } from '../common/key-file.ts';
import { openBrowser } from './open-browser.ts';
import { webOptions, type WebOptions } from './options.ts';
import { builtPages, type Pages } from './pages.ts';
import { lockProfile } from './profile-lock.ts';
import { startWebHost } from './server.ts';
import { settingsFile } from './settings-file.ts';

/* Casement in a browser of this machine: the core of one profile and person, and the page. */

const root = join(import.meta.dirname, '../../..');

async function pagesOf(options: WebOptions): Promise<Pages> {
  if (!options.dev)
    return builtPages(join(root, 'out/renderer'), join(root, 'assets/icons/icon.ico'));
  const { sourcePages } = await import('./source-pages.ts');
  return sourcePages(join(root, 'renderer'));
}

function version(): string {
  const schema = z.object({ version: z.string() });
  return schema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).version;
}

async function main(): Promise<void> {
  // Listened for from the first moment, so that stopping during the start stops cleanly.
  const stop = stopSignal();
  const options = webOptions(process.argv.slice(2), process.env);
  const dataFolder = profileFolder(options.dataFolder, 'desktop', options.profile);
  const lock = await lockProfile(dataFolder, options.profile);
  const logFile = openLogFile(dataFolder, Date.now);
  const app = await createApp({
    profile: options.profile,
    dataFolder,
    version: version(),
    suggestedRelayUrl: options.relayUrl,
    mediaBase: '/media/',
    uploadBase: '/upload/',
    platform: {
      secrets: keyFile(dataFolder),
      notify: null,
      setBadge: () => undefined,
      openExternal: null,
    },
    settings: settingsFile(dataFolder),
    log: logFile.log,
  });
  try {
    const pages = await pagesOf(options);
    const host = await startWebHost({
      app,
      pages,
      port: options.port,
      now: Date.now,
      log: logFile.log,
    });
    lock.describe(`process ${process.pid} serves it at http://127.0.0.1:${host.port}`);
    say(`Casement, profile "${options.profile}", is at`);
    say(`  ${host.openUrl}`);
    say('Whoever has this address can use it; it works on this machine only.');
    if (options.open) await openBrowser(host.ticketUrl());
    await stop;
    await host.close();
  } finally {
    await app.close();
    await logFile.close();
    await lock.release();
  }
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => resolve());
    }
  });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof HostError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
