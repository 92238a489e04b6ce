import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ACCOUNT } from '../../support/twilio-schema/world.ts';

const SERVER = new URL('../../../simulator/server.ts', import.meta.url).pathname;

/** Starts the program; resolves with the lines it prints, as they come. */
function startServer(environment: Record<string, string>) {
  const child = spawn(process.execPath, [SERVER], {
    env: { ...process.env, SIMULATOR_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return { child, lines: createInterface(child.stdout)[Symbol.asyncIterator]() };
}

describe('npm run simulator', () => {
  it('prints where it answers, and stops on Ctrl+C', async () => {
    const { child, lines } = startServer({});
    const { value } = await lines.next();
    const url = /http:\/\/127\.0\.0\.1:\d+$/.exec(String(value))?.[0] ?? '';
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify(ACCOUNT);
    const answer = await fetch(`${url}/simulator/accounts`, { method: 'POST', headers, body });
    expect(await answer.json()).toEqual({ sid: ACCOUNT.sid });
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('brings the sample tenant when it is asked to', async () => {
    const { child, lines } = startServer({ SIMULATOR_SAMPLE: '1' });
    await lines.next();
    const { value } = await lines.next();
    expect(String(value)).toMatch(/sample account AC[0-9a-f]{32}/);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
