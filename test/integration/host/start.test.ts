import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startChild, type Child } from '../../../scripts/start/child.ts';
import { startWeb } from '../../../scripts/start/desktop.ts';
import { startBackend } from '../../../scripts/start/parts.ts';
import { listens } from '../../../scripts/start/ready.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** A server that notes its start and its end in `story`, as the real parts take their time to. */
const SERVER = `
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
const [name, port] = NAME_AND_PORT;
const note = (what) => appendFileSync(process.env.STORY, name + ' ' + what + '\\n');
const server = createServer((request, response) => {
  response.writeHead(request.url === '/health/ready' ? 200 : 404).end();
});
server.listen(port, '127.0.0.1', () => note('listens'));
process.on('SIGINT', () => note('got the Ctrl+C of the terminal'));
process.on('SIGTERM', () => { note('stops'); server.close(); server.closeAllConnections(); });
`;

const server = (name: string, variable: string): string =>
  SERVER.replace('NAME_AND_PORT', `['${name}', Number(process.env.${variable})]`);

async function aProject(files: Readonly<Record<string, string>>) {
  const root = await temporaryFolder();
  const logs = join(root, 'logs');
  await mkdir(logs);
  for (const [name, content] of Object.entries(files)) await writeFile(join(root, name), content);
  const story = join(root, 'story');
  const started: Child[] = [];
  onTestFinished(async () => {
    for (const child of started) await child.stop();
  });
  return {
    surroundings: { root, logs, environment: { ...process.env, STORY: story } },
    started,
    add: (child: Child) => started.push(child),
    story: async () => (await readFile(story, 'utf8')).trim().split('\n'),
  };
}

const PROGRAMS = { simulator: 'simulator.mjs', relay: 'relay.mjs' };

describe('the parts behind the app', () => {
  it('start one after the other, know each other and stop when told', async () => {
    const { surroundings, started, add, story } = await aProject({
      'simulator.mjs': server('simulator', 'SIMULATOR_PORT'),
      'relay.mjs': `${server('relay', 'PORT')}
        note([process.env.TWILIO_BASE_URL, process.env.PUBLIC_URL, process.env.CASEMENT_SAMPLE].join(' '));`,
    });
    const { relayUrl, simulatorUrl } = await startBackend(surroundings, PROGRAMS, add);
    expect(await fetch(`${relayUrl}/health/ready`).then(({ ok }) => ok)).toBe(true);
    for (const child of started.toReversed()) await child.stop();
    expect(await story()).toEqual([
      'simulator listens',
      `relay ${simulatorUrl} ${relayUrl} 1`,
      'relay listens',
      'relay stops',
      'simulator stops',
    ]);
    expect(await listens(Number(new URL(relayUrl).port))).toBe(false);
  });

  it('that end too early end the start with what they said last', async () => {
    const { surroundings, add } = await aProject({
      'simulator.mjs': server('simulator', 'SIMULATOR_PORT'),
      'relay.mjs': `console.error('The database cannot be reached.'); process.exitCode = 3;`,
    });
    await expect(startBackend(surroundings, PROGRAMS, add)).rejects.toThrow(
      /^The relay ended with code 3 before it was ready\.\n {2}The database cannot be reached\./,
    );
  });

  it('that are not there at all say so', async () => {
    const child = startChild({
      name: 'the app',
      program: '/nowhere/electron',
      args: [],
      env: {},
      cwd: ROOT,
      logFile: null,
    });
    const { failed, how } = await child.ended;
    expect([failed, how]).toEqual([true, expect.stringContaining('ENOENT')]);
  });

  it('keep what they say in a log', async () => {
    const { surroundings, started, add } = await aProject({
      'simulator.mjs': `${server('simulator', 'SIMULATOR_PORT')}\nconsole.log('said something');`,
      'relay.mjs': server('relay', 'PORT'),
    });
    await startBackend(surroundings, PROGRAMS, add);
    for (const child of started) await child.stop();
    expect(await readFile(join(surroundings.logs, 'simulator.log'), 'utf8')).toContain(
      'said something\n',
    );
  });
});

describe('the app in a browser', () => {
  it('is there once it has said its address, which goes into no log', async () => {
    const { surroundings, add } = await aProject({
      'host.mjs': `
        const port = process.argv[process.argv.indexOf('--port') + 1];
        console.log('Casement is at http://127.0.0.1:' + port + '/open?token=abc-_1');
        setInterval(() => undefined, 1000);`,
    });
    const { url } = await startWeb(
      { ...surroundings, profile: 'b', relayUrl: 'http://127.0.0.1:1', open: false, dev: false },
      'host.mjs',
      add,
    );
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/open\?token=abc-_1$/);
  });
});

/** Runs the real thing and gathers what it says. */
function run(args: readonly string[], environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [join(ROOT, 'scripts/start.ts'), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    detached: true,
  });
  let said = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      said += part;
      for (const listener of listeners) listener();
    });
  }
  const ended = once(child, 'close').then(() => listeners.forEach((listener) => listener()));
  onTestFinished(async () => {
    if (child.exitCode === null) child.kill('SIGTERM');
    await ended;
  });
  const until = (what: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const [found] = what.exec(said) ?? [];
        if (found !== undefined) resolve(found);
        else if (child.exitCode !== null) reject(new Error(`it ended without ${what}:\n${said}`));
      };
      listeners.add(look);
      look();
    });
  return { child, until, ended, said: () => said };
}

const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/open\?token=[\w-]+/;

async function stopped({ child, ended }: { child: ChildProcess; ended: Promise<void> }) {
  // To the whole group, as a terminal's Ctrl+C.
  process.kill(-(child.pid ?? 0), 'SIGINT');
  await ended;
  return child.exitCode;
}

describe('npm start', () => {
  it('brings everything up, lets a second profile join, and stops all of it on Ctrl+C', async () => {
    const environment = {
      CASEMENT_DATA_DIR: await temporaryFolder(),
      DISPLAY: '',
      WAYLAND_DISPLAY: '',
    };
    const first = run(['--no-open'], environment);
    const address = await first.until(ADDRESS);
    await first.until(/Press Ctrl\+C/);
    expect(first.said()).toContain('because there is no display here');
    expect(first.said()).toMatch(/@northwind\.example +\S{12,}/);
    const { status, headers } = await fetch(address, { redirect: 'manual' });
    expect([status, headers.get('set-cookie')]).toEqual([303, expect.stringContaining('HttpOnly')]);

    const again = run(['--no-open'], environment);
    await again.ended;
    expect([again.child.exitCode, again.said()]).toEqual([
      1,
      expect.stringContaining('Casement is running already'),
    ]);

    const second = run(['--profile', 'second', '--no-open'], environment);
    const other = await second.until(ADDRESS);
    expect(new URL(other).port).not.toBe(new URL(address).port);
    expect(await stopped(second)).toBe(0);

    expect(await stopped(first)).toBe(0);
    for (const url of [address, other]) {
      expect(await listens(Number(new URL(url).port))).toBe(false);
    }
  }, 180_000);

  it('has no relay for a profile to join before it has run', async () => {
    const alone = run(['--profile', 'second'], { CASEMENT_DATA_DIR: await temporaryFolder() });
    await alone.ended;
    expect([alone.child.exitCode, alone.said()]).toEqual([
      1,
      expect.stringContaining('There is no relay for another profile to join.'),
    ]);
  });
});
