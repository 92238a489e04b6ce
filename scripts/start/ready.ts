import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Child } from './child.ts';
import { StartError } from './start-error.ts';

/** Between two looks, in ms. */
const BETWEEN = 150;

/**
 * Waits until a part can be used.
 *
 * @param isReady one look
 * @param limit in ms
 * @throws {StartError} when it ends before, or is not ready in time
 */
export async function untilReady(
  child: Child,
  isReady: () => Promise<boolean>,
  limit: number,
): Promise<void> {
  const late = AbortSignal.timeout(limit);
  let ended = false;
  void child.ended.then(() => (ended = true));
  while (!(await isReady())) {
    if (ended) {
      const { how, lastLines } = await child.ended;
      throw new StartError(
        `${capital(child.name)} ended ${how} before it was ready.`,
        [
          ...lastLines.map((line) => `  ${line}`),
          'Read what it said last, mend that, and start again.',
        ].join('\n'),
      );
    }
    if (late.aborted) {
      throw new StartError(
        `${capital(child.name)} was not ready after ${Math.round(limit / 1000)} seconds.`,
        'Look into its log, then start again.',
      );
    }
    await pause(BETWEEN);
  }
}

/** Whether a server says under this address that it is ready. */
export async function answersOk(url: string): Promise<boolean> {
  try {
    const { ok } = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    return ok;
  } catch {
    return false;
  }
}

/** Whether something listens on this port of 127.0.0.1. */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** With a capital, for the beginning of a sentence. */
export function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
