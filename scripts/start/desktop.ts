import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startChild, type Child } from './child.ts';
import { freePort } from './free-port.ts';
import { untilReady } from './ready.ts';

const WEB_PORT = 4380;
const READY_WITHIN = 60_000;
/** An Electron that cannot run on this machine ends within this time, in ms. */
const FAILS_WITHIN = 8_000;
const OPEN_URL = /http:\/\/127\.0\.0\.1:\d+\/open\?token=[\w-]+/;

export interface DesktopOptions {
  readonly root: string;
  readonly profile: string;
  readonly relayUrl: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether a browser may be opened. */
  readonly open: boolean;
  readonly dev: boolean;
}

/**
 * Starts the web host and waits for the address that lets a browser in.
 *
 * @param program the host's file below the project's folder
 * @param started is told of the process as soon as there is one
 * @throws {StartError} when it ends before
 */
export async function startWeb(
  options: DesktopOptions,
  program: string,
  started: (child: Child) => void,
): Promise<{ readonly url: string }> {
  let url: string | null = null;
  const port = await freePort(WEB_PORT);
  const child = startChild({
    name: 'the app',
    program: process.execPath,
    args: [
      join(options.root, program),
      '--profile',
      options.profile,
      '--port',
      String(port),
      ...(options.open ? ['--open'] : []),
      ...(options.dev ? ['--dev'] : []),
    ],
    cwd: options.root,
    // What it says holds the token: it goes to the person, and into no file.
    logFile: null,
    env: { ...options.environment, CASEMENT_RELAY_URL: options.relayUrl },
    onLine: (line) => {
      url ??= OPEN_URL.exec(line)?.[0] ?? null;
    },
  });
  started(child);
  await untilReady(child, () => Promise.resolve(url !== null), READY_WITHIN);
  return { url: url ?? '' };
}

/**
 * Starts Electron.
 *
 * @param program absolute path of Electron's program
 * @param dataFolder absolute path of everything that Casement keeps
 * @returns the process, or what it said when it could not run on this machine
 */
export async function startElectron(
  options: DesktopOptions,
  program: string,
  dataFolder: string,
): Promise<{ readonly child: Child } | { readonly child: null; readonly why: string }> {
  const child = startChild({
    name: 'the app',
    program,
    args: [join(options.root, 'out/main/index.js'), '--profile', options.profile],
    cwd: options.root,
    logFile: null,
    env: {
      ...options.environment,
      CASEMENT_RELAY_URL: options.relayUrl,
      CASEMENT_DATA_DIR: dataFolder,
    },
  });
  const ended = await Promise.race([child.ended, pause(FAILS_WITHIN, null)]);
  if (ended === null || !ended.failed) return { child };
  const said = ended.lastLines.findLast((line) => line.trim() !== '') ?? `it ended ${ended.how}`;
  return { child: null, why: `Electron cannot run here: ${said.trim()}` };
}
