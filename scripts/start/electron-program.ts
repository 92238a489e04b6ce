import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** How long the download of Electron's program may take, in ms. */
const FETCHING_LASTS = 180_000;

/** Electron's program, or why the web host takes its place. */
export type ElectronProgram =
  { readonly program: string } | { readonly program: null; readonly why: string };

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The account's number; null on Windows. */
  readonly account: number | null;
}

/**
 * Finds Electron's program; where there is a display, its download is tried, once per version.
 *
 * @param root the project's folder
 * @param fetching is called before a download that takes its time
 */
export async function findElectron(
  root: string,
  surroundings: Surroundings,
  fetching: () => void,
): Promise<ElectronProgram> {
  const { platform, environment, account } = surroundings;
  if (!hasDisplay(environment, platform)) {
    return { program: null, why: 'there is no display here' };
  }
  if (platform === 'linux' && account === 0) {
    return { program: null, why: 'Electron does not run its sandbox for the account root' };
  }
  const folder = join(root, 'node_modules/electron');
  const found = installed(folder);
  if (found !== null) return { program: found };

  const missed = join(root, '.cache/electron-not-fetched');
  const { version } = manifest(folder);
  if (existsSync(missed) && readFileSync(missed, 'utf8') === version) {
    return {
      program: null,
      why: `Electron’s program could not be fetched before (remove ${missed} to try again)`,
    };
  }
  fetching();
  const failure = await fetchProgram(folder);
  const fetched = installed(folder);
  if (fetched !== null) return { program: fetched };
  mkdirSync(dirname(missed), { recursive: true });
  writeFileSync(missed, version);
  return { program: null, why: `Electron’s program could not be fetched: ${failure}` };
}

/** Whether a window could be shown to whoever started this. */
export function hasDisplay(
  environment: Surroundings['environment'],
  platform: NodeJS.Platform,
): boolean {
  // Over SSH there is a screen, but nobody before it.
  if (platform === 'win32' || platform === 'darwin') return !environment['SSH_CONNECTION'];
  return Boolean(environment['DISPLAY']) || Boolean(environment['WAYLAND_DISPLAY']);
}

function installed(folder: string): string | null {
  try {
    const program = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

function manifest(folder: string): { readonly version: string } {
  const parsed: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const version =
    typeof parsed === 'object' && parsed !== null && 'version' in parsed ? parsed.version : '';
  return { version: String(version) };
}

function fetchProgram(folder: string): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    const installer = spawn(process.execPath, [join(folder, 'install.js')], {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: FETCHING_LASTS,
    });
    installer.stderr.setEncoding('utf8').on('data', (part: string) => (said += part));
    installer.once('error', (error) => resolve(error.message));
    installer.once('close', (_code, signal) => {
      resolve(signal === null ? firstLine(said) : 'it took too long');
    });
  });
}

function firstLine(text: string): string {
  return (
    text
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim() ?? 'it said nothing'
  );
}
