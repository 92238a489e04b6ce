import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { z } from 'zod';

const announcement = z.object({ url: z.string() });

/** A process of its own that holds a private PostgreSQL, so that a test can kill it. */
export interface Holder {
  readonly process: ChildProcess;
  readonly url: string;
  /** Ends the process as a crash would: it can clean nothing up. */
  readonly kill: () => Promise<void>;
}

/** Starts a holder on a folder and waits until it has the server. @throws with what it printed if it fails */
export async function startHolder(folder: string): Promise<Holder> {
  const script = join(import.meta.dirname, 'hold-postgres.ts');
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ended = once(child, 'exit');
  const first = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([line]) => String(line)),
    ended.then(() => undefined),
  ]);
  if (first === undefined) throw new Error(`The holder ended: ${errors}`);
  return {
    process: child,
    ...announcement.parse(JSON.parse(first)),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
