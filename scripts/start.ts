import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { northwindSupply } from '../assets/sample/northwind.ts';
import { ensureBuilt } from './start/built.ts';
import type { Child, Ended } from './start/child.ts';
import { startElectron, startWeb, type DesktopOptions } from './start/desktop.ts';
import { findElectron, hasDisplay } from './start/electron-program.ts';
import { startOptions, type StartOptions } from './start/options.ts';
import { PROGRAMS, startBackend } from './start/parts.ts';
import { answersOk, capital } from './start/ready.ts';
import { forgetRunning, noteRunning, readRunning } from './start/running.ts';
import { StartError } from './start/start-error.ts';
import { tellApp, tellMore, tellPeople } from './start/tell.ts';

/* `npm start`: simulator, relay and app with a sample tenant, stopped together in the reverse
 * order. With `--profile` only another app, on the relay that runs already. */

const root = join(import.meta.dirname, '..');
const WEB_HOST = 'main/host/web/index.ts';
const dataFolder = resolve(root, process.env['CASEMENT_DATA_DIR'] || '.data');
const runningFile = join(dataFolder, 'running.json');
const environment = { ...process.env, CASEMENT_DATA_DIR: dataFolder };

const children: Child[] = [];
const stop = stopSignal();

function stopSignal(): Promise<'stop'> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => done('stop'));
    }
  });
}

async function startAll(options: StartOptions): Promise<void> {
  const before = readRunning(runningFile);
  if (before !== null && (await answersOk(`${before.relayUrl}/health/ready`))) {
    throw new StartError(
      `Casement is running already (process ${before.pid}).`,
      'Start another person beside it with: npm start -- --profile second',
    );
  }
  if (!options.dev) await build();
  const logs = join(dataFolder, 'logs');
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  console.log('Starting the simulator and the relay ...');
  const { relayUrl, simulatorUrl } = await startBackend(
    { root, logs, environment },
    PROGRAMS,
    (child) => children.push(child),
  );
  noteRunning(runningFile, { pid: process.pid, relayUrl });
  await startApp(options, 'default', relayUrl);
  console.log(`\n${tellPeople(northwindSupply({ now: Date.now() }).people)}`);
  console.log(`\n${tellMore(simulatorUrl)}`);
}

async function startBeside(options: StartOptions, profile: string): Promise<void> {
  const running = readRunning(runningFile);
  if (running === null || !(await answersOk(`${running.relayUrl}/health/ready`))) {
    throw new StartError(
      'There is no relay for another profile to join.',
      'Run "npm start" first, in another terminal, and leave it running.',
    );
  }
  if (!options.dev) await build();
  await startApp(options, profile, running.relayUrl);
  console.log(`\n${tellPeople(northwindSupply({ now: Date.now() }).people)}`);
  console.log('\nPress Ctrl+C to stop this one.');
}

async function build(): Promise<void> {
  await ensureBuilt(root, () => console.log('Building the interface ...'));
}

async function startApp(options: StartOptions, profile: string, relayUrl: string): Promise<void> {
  const display = hasDisplay(process.env, process.platform);
  const desktop: DesktopOptions = {
    root,
    profile,
    relayUrl,
    environment,
    dev: options.dev,
    open: options.open && display,
  };
  const why = options.web ? 'that was asked for' : await tryElectron(desktop);
  if (why === null) {
    console.log(`\n${tellApp(null)}`);
    return;
  }
  const { url } = await startWeb(desktop, WEB_HOST, (child) => children.push(child));
  console.log(`\n${tellApp({ url, why })}`);
}

/** Null: it runs. Else why it does not. */
async function tryElectron(desktop: DesktopOptions): Promise<string | null> {
  const account = process.getuid?.() ?? null;
  const found = await findElectron(
    root,
    { platform: process.platform, environment: process.env, account },
    () => console.log('Fetching Electron, this once ...'),
  );
  if (found.program === null) return found.why;
  const { child, ...rest } = await startElectron(desktop, found.program, dataFolder);
  if (child === null) return 'why' in rest ? rest.why : null;
  children.push(child);
  return null;
}

/** Stops the parts, the last one first. */
async function stopAll(): Promise<void> {
  for (const child of children.toReversed()) await child.stop();
}

function tellEnd({ name, how, failed, lastLines }: Ended): void {
  // Closing the app's window is how a person ends it.
  if (name === 'the app' && !failed) {
    console.log('The app was closed.');
    return;
  }
  console.error(`\n${capital(name)} ended ${how}, so everything stops. What it said last:`);
  for (const line of lastLines) console.error(`  ${line}`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const options = startOptions(process.argv.slice(2));
  const starting =
    options.profile === null ? startAll(options) : startBeside(options, options.profile);
  const first = await Promise.race([stop, starting]);
  if (first !== 'stop') {
    const end = await Promise.race([stop, ...children.map(({ ended }) => ended)]);
    if (end !== 'stop') tellEnd(end);
  }
  console.log('\nStopping ...');
}

try {
  await main();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await stopAll();
  if (readRunning(runningFile)?.pid === process.pid) forgetRunning(runningFile);
  process.exit();
}
