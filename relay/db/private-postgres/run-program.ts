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

/** How often a program is begun that a signal ends; see below. */
const ATTEMPTS = 10;

/**
 * Runs a program to its end, in a process group of its own: Ctrl+C in the terminal is for
 * the relay, which decides what it means for the database.
 *
 * @throws {Error} if it cannot be started or fails; its message is the last thing that the
 *   program said, which is the one that names the cause
 */
export async function runProgram(
  command: string,
  args: readonly string[],
  options: ProgramOptions,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const { code, signal, said } = await runOnce(command, args, options);
    if (code === 0) return;
    // For a moment after it was forked a process is still in the terminal's group, and a
    // Ctrl+C ends it there before it has begun. It is begun again.
    if (signal !== null && attempt < ATTEMPTS) continue;
    throw new Error(said.trim().split('\n').at(-1) || `${command} ended with ${signal ?? code}`);
  }
}

async function runOnce(
  command: string,
  args: readonly string[],
  { leavesServer = false, ...options }: ProgramOptions,
): Promise<{ code: number | null; signal: NodeJS.Signals | null; said: string }> {
  const child = spawn(command, args, {
    ...options,
    env: environment(),
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['ignore', 'ignore', leavesServer ? 'ignore' : 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await once(child, leavesServer ? 'exit' : 'close');
  return { code: child.exitCode, signal: child.signalCode, said };
}

/** PostgreSQL reads its own settings from files; of the environment it gets what it cannot do without. */
function environment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'Path', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];
  const pairs = kept.flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]]],
  );
  return { ...Object.fromEntries(pairs), LC_ALL: 'C' };
}
