import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** How to run one of PostgreSQL's programs. */
export interface ProgramOptions {
  readonly cwd: string;
  readonly uid?: number;
  readonly gid?: number;
  /** Runs something that stays behind: what it prints is not kept, because it would never end. */
  readonly leavesServer?: boolean;
}

/** A program that failed; `message` is the last thing it said, which is the one that names the cause. */
export class ProgramError extends Error {}

/**
 * Runs a program to its end, in a process group of its own: Ctrl+C in the terminal is for
 * the relay, which decides what it means for the database.
 *
 * @throws {ProgramError} if it fails or cannot be started
 */
export async function runProgram(
  command: string,
  args: readonly string[],
  { leavesServer = false, ...options }: ProgramOptions,
): Promise<void> {
  const child = spawn(command, args, {
    ...options,
    env: environment(),
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['ignore', 'ignore', leavesServer ? 'ignore' : 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  try {
    await once(child, leavesServer ? 'exit' : 'close');
  } catch (error) {
    throw new ProgramError(error instanceof Error ? error.message : String(error));
  }
  if (child.exitCode === 0) return;
  const lines = said.trim().split('\n');
  throw new ProgramError(
    lines.at(-1) || `${command} ended with ${child.exitCode ?? child.signalCode}`,
  );
}

/** PostgreSQL reads its own settings from files; of the environment it gets what it cannot do without. */
function environment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'Path', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];
  const pairs = kept.flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]]],
  );
  return { ...Object.fromEntries(pairs), LC_ALL: 'C' };
}
