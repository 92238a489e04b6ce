import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/* What runs, so that a second start finds the relay and the two do not get in each other's way. */

const running = z.object({
  pid: z.number().int(),
  relayUrl: z.url(),
});
export type Running = z.infer<typeof running>;

/** Reads what another start has noted; null when there is nothing that can be read. */
export function readRunning(file: string): Running | null {
  try {
    return running.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Notes what runs now. */
export function noteRunning(file: string, now: Running): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${JSON.stringify(now)}\n`, { mode: 0o600 });
}

/** Nothing runs any more. */
export function forgetRunning(file: string): void {
  rmSync(file, { force: true });
}
