import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** How long a part may take to stop by itself, in ms. The relay's database writes everything out. */
const STOPPING_LASTS = 30_000;
/** How much of what a part said last is told when it ends unasked. */
const LAST_LINES = 12;

export interface ChildOptions {
  /** For the person: "the relay". */
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Where what it says is kept; null: nowhere. */
  readonly logFile: string | null;
  /** Is told every line that it says. */
  readonly onLine?: (line: string) => void;
}

/** How a part ended. */
export interface Ended {
  readonly name: string;
  /** Such as "with code 1". */
  readonly how: string;
  readonly failed: boolean;
  readonly lastLines: readonly string[];
}

/** A part of the product that runs in a process of its own. */
export interface Child {
  readonly name: string;
  readonly pid: number | undefined;
  readonly ended: Promise<Ended>;
  /** Asks it to stop, and makes it if it does not. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a part. On Unix it gets a process group of its own, so that the terminal's Ctrl+C
 * reaches only the process that stops all parts in their order. On Windows it shares the console:
 * there, Ctrl+C is the only request to stop that a process can follow in peace.
 */
export function startChild(options: ChildOptions): Child {
  const { name } = options;
  const running = spawn(options.program, [...options.args], {
    cwd: options.cwd,
    env: { ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const lastLines = collectLines(running, options);
  const ended = endOf(running, name, lastLines);
  return {
    name,
    pid: running.pid,
    ended,
    stop: async () => {
      if (running.exitCode !== null || running.signalCode !== null) return;
      running.kill('SIGTERM');
      const timer = setTimeout(() => killGroup(running), STOPPING_LASTS);
      await ended;
      clearTimeout(timer);
    },
  };
}

function collectLines(running: ChildProcess, options: ChildOptions): readonly string[] {
  const lastLines: string[] = [];
  const log = options.logFile === null ? null : createWriteStream(options.logFile, { mode: 0o600 });
  log?.on('error', () => undefined);
  for (const stream of [running.stdout, running.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      lastLines.push(line);
      if (lastLines.length > LAST_LINES) lastLines.shift();
      log?.write(`${line}\n`);
      options.onLine?.(line);
    });
  }
  running.once('close', () => log?.end());
  return lastLines;
}

function endOf(running: ChildProcess, name: string, lastLines: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    running.once('error', (error) => {
      resolve({ name, how: `because ${error.message}`, failed: true, lastLines });
    });
    running.once('close', (code, signal) => {
      const how = signal === null ? `with code ${code ?? 0}` : `by ${signal}`;
      resolve({ name, how, failed: code !== 0, lastLines: [...lastLines] });
    });
  });
}

function killGroup(running: ChildProcess): void {
  if (running.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? running.pid : -running.pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}
