import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const script = join(import.meta.dirname, '../../../relay/server.ts');

export interface RelayProcess {
  readonly url: string;
  readonly process: ChildProcess;
  /** Ends it as a loss of power would. */
  readonly kill: () => Promise<void>;
}

/**
 * A relay in a process of its own, on any free port; it answers when this resolves.
 *
 * @param environment its settings
 * @param cleanUp takes what is to be done at the end
 */
export async function relayProcess(
  environment: Readonly<Record<string, string>>,
  cleanUp: (work: () => Promise<void>) => void,
): Promise<RelayProcess> {
  const child = spawn(process.execPath, [script], {
    env: { PATH: process.env['PATH'], PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  cleanUp(kill);
  let output = '';
  for (;;) {
    const [part] = await Promise.race([
      once(child.stdout, 'data'),
      ended.then(() => Promise.reject(new Error(`the relay ended: ${output}`))),
    ]);
    output += String(part);
    const url = /^Relay: (\S+),/m.exec(output)?.[1];
    if (url !== undefined && output.includes('Press Ctrl+C')) return { url, process: child, kill };
  }
}
