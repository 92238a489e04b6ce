import { createServer } from 'node:net';
import { StartError } from './start-error.ts';

/** How many neighbours of a port are tried. */
const TRIED = 20;

/**
 * The first free port of 127.0.0.1 from this one on.
 *
 * @param taken ports that are spoken for, though nobody listens on them yet
 * @throws {StartError} when it and its neighbours are all in use
 */
export async function freePort(from: number, taken: readonly number[] = []): Promise<number> {
  const candidates = Array.from({ length: TRIED }, (_, index) => from + index);
  for (const port of candidates) {
    if (!taken.includes(port) && (await isFree(port))) return port;
  }
  throw new StartError(
    `The ports ${from} to ${from + TRIED - 1} are all in use.`,
    'Stop a program that uses one of them and start again.',
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
