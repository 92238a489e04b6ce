import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

export interface ProgramOptions {
  readonly name: string;
  readonly script: string;
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** What it says is appended there. */
  readonly logFile: string;
  /** Whether it also talks over a channel of its own (`process.send`). */
  readonly channel?: boolean;
  /** Whether it can be used. */
  readonly isReady: (child: ChildProcess) => Promise<boolean>;
}

/** One of the product's programs as a process that can be killed and started again. */
export interface Program {
  readonly name: string;
  readonly start: () => Promise<void>;
  /** Ends it as a power cut would: it can clean nothing up. */
  readonly kill: () => Promise<void>;
  /** Asks it to end by itself. */
  readonly stop: () => Promise<void>;
  /** Null while it is away. */
  readonly process: () => ChildProcess | null;
}

const READY_WITHIN = 180_000;
const STOPS_WITHIN = 30_000;
const BETWEEN_LOOKS = 40;

/** A program that is not started yet. */
export function createProgram(options: ProgramOptions): Program {
  const { name, script, args = [], environment = {}, logFile, isReady } = options;
  let child: ChildProcess | null = null;

  function launch(): ChildProcess {
    const log = openSync(logFile, 'a', 0o600);
    const started = spawn(process.execPath, [script, ...args], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', log, log, ...(options.channel === true ? ['ipc' as const] : [])],
    });
    closeSync(log);
    started.on('error', () => undefined);
    return started;
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = child;
    child = null;
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
    const exit = once(ending, 'exit');
    ending.kill(signal);
    const hard = setTimeout(() => ending.kill('SIGKILL'), STOPS_WITHIN);
    await exit;
    clearTimeout(hard);
  }

  return {
    name,
    start: async () => {
      const late = Date.now() + READY_WITHIN;
      const started = launch();
      child = started;
      while (!(await isReady(started))) {
        // Killed while it was starting: nobody waits for it any more.
        if (child !== started) return;
        if (started.exitCode !== null || started.signalCode !== null) {
          throw new Error(`${name} ended before it was ready; see ${logFile}`);
        }
        if (Date.now() > late) throw new Error(`${name} was not ready in time; see ${logFile}`);
        await pause(BETWEEN_LOOKS);
      }
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    process: () => child,
  };
}

/** Whether a server answers under this address, and that all is well. */
export async function answersOk(url: string): Promise<boolean> {
  try {
    const { ok } = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    return ok;
  } catch {
    return false;
  }
}
