import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findElectron, hasDisplay } from '../../../../scripts/start/electron-program.ts';
import { freePort } from '../../../../scripts/start/free-port.ts';
import { startOptions } from '../../../../scripts/start/options.ts';
import { forgetRunning, noteRunning, readRunning } from '../../../../scripts/start/running.ts';
import { tellApp, tellPeople } from '../../../../scripts/start/tell.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const SCREEN = { platform: 'linux', environment: { DISPLAY: ':0' }, account: 1000 } as const;

/** A project whose Electron has no program yet; its installer does what the test says. */
async function aProject(installer: string): Promise<string> {
  const root = await temporaryFolder();
  const folder = join(root, 'node_modules/electron');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"version":"45.0.0"}');
  await writeFile(
    join(folder, 'install.js'),
    `const fs = require('node:fs');
     fs.appendFileSync(__dirname + '/attempts', 'x');
     ${installer}`,
  );
  return root;
}

const INSTALLS = `fs.mkdirSync(__dirname + '/dist');
  fs.writeFileSync(__dirname + '/dist/electron', '');
  fs.writeFileSync(__dirname + '/path.txt', 'electron');`;
const FAILS = `console.error('\\nconnect ECONNREFUSED\\n    at stack'); process.exitCode = 1;`;

describe('Electron’s program', () => {
  it('is fetched where there is a display, and used from then on', async () => {
    const root = await aProject(INSTALLS);
    let told = 0;
    for (let time = 0; time < 2; time += 1) {
      expect(await findElectron(root, SCREEN, () => (told += 1))).toEqual({
        program: join(root, 'node_modules/electron/dist/electron'),
      });
    }
    expect(told).toBe(1);
  });

  it('that cannot be fetched is tried once, and the reason is told', async () => {
    const root = await aProject(FAILS);
    expect(await findElectron(root, SCREEN, () => undefined)).toEqual({
      program: null,
      why: 'Electron’s program could not be fetched: connect ECONNREFUSED',
    });
    const { why } = { why: '', ...(await findElectron(root, SCREEN, () => undefined)) };
    expect(why).toMatch(/could not be fetched before \(remove .*electron-not-fetched/);
    expect(await readFile(join(root, 'node_modules/electron/attempts'), 'utf8')).toBe('x');
  });

  it.each([
    [{ ...SCREEN, environment: {} }, 'there is no display here'],
    [{ ...SCREEN, account: 0 }, 'Electron does not run its sandbox for the account root'],
    [
      { platform: 'darwin', environment: { SSH_CONNECTION: 'x' }, account: 501 } as const,
      'there is no display here',
    ],
  ])('is not looked for with %j', async (surroundings, why) => {
    const root = await aProject(INSTALLS);
    expect(await findElectron(root, surroundings, () => undefined)).toEqual({ program: null, why });
  });

  it.each<[NodeJS.Platform, Record<string, string>, boolean]>([
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['linux', { DISPLAY: '' }, false],
    ['win32', {}, true],
    ['darwin', {}, true],
  ])('has a display on %s with %j: %s', (platform, environment, expected) => {
    expect(hasDisplay(environment, platform)).toBe(expected);
  });
});

describe('a port', () => {
  it('that is in use or spoken for makes way for the next', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    onTestFinished(() => {
      server.close();
    });
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const next = await freePort(port);
    expect(next).toBeGreaterThan(port);
    expect(await freePort(port, [next])).toBeGreaterThan(next);
  });
});

describe('the command line', () => {
  it('asks for everything, for a profile beside it, or for the sources', () => {
    const all = { profile: null, web: false, dev: false, open: true };
    expect(startOptions([])).toEqual(all);
    expect(startOptions(['--profile', 'b', '--no-open'])).toEqual({
      ...all,
      profile: 'b',
      open: false,
    });
    expect(startOptions(['--dev'])).toEqual({ ...all, web: true, dev: true });
  });

  it.each([['--prof'], ['second'], ['--profile']])(
    'refuses %j and says what it knows',
    (argument) => {
      expect(() => startOptions([argument])).toThrow('Known are --profile <name>');
    },
  );
});

describe('what is noted of a running start', () => {
  it('is read by the next one until it is forgotten, and by its owner only', async () => {
    const file = join(await temporaryFolder(), 'data/running.json');
    noteRunning(file, { pid: 7, relayUrl: 'http://127.0.0.1:4000' });
    expect(readRunning(file)).toEqual({ pid: 7, relayUrl: 'http://127.0.0.1:4000' });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    forgetRunning(file);
    expect(readRunning(file)).toBeNull();
  });

  it('counts as nothing when it cannot be read', async () => {
    const file = join(await temporaryFolder(), 'running.json');
    await writeFile(file, '{"pid":');
    expect(readRunning(file)).toBeNull();
  });
});

describe('what a start says', () => {
  it('names the address, and why it is not Electron', () => {
    const said = tellApp({
      url: 'http://127.0.0.1:4380/open?token=t',
      why: 'there is no display here',
    });
    expect(said).toContain('in the browser, because there is no display here');
    expect(said).toContain('\n  http://127.0.0.1:4380/open?token=t\n');
    expect(tellApp(null)).toBe('Casement is open in its own window.');
  });

  it('lists who can sign in, in columns', () => {
    const people = [
      { displayName: 'Ana', role: 'agent', email: 'ana@n.example', password: 'blue-bolt-1234' },
      { displayName: 'Bo', role: 'admin', email: 'bo@n.example', password: 'red-nut-12345' },
    ];
    expect(tellPeople(people).split('\n').slice(2)).toEqual([
      '  ana@n.example  blue-bolt-1234  (Ana, agent)',
      '  bo@n.example   red-nut-12345  (Bo, admin)',
    ]);
  });
});
