/* Installs and starts the last commit on many kinds of machine, from a fresh clone each,
 * and counts where that works. Linux only; some kinds need root, others are left out and
 * said so. `npm run test:install -- <part of a name>` runs the kinds that match. */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CELLS, type Cell } from './cells.ts';

const root = join(import.meta.dirname, '..', '..');
const START_LIMIT_MS = 300_000;
const NOBODY = 65_534;
/** A number that no account has. */
const NAMELESS = 54_321;
/** Where databases and programs go that nobody but root can reach otherwise. */
const SYSTEM_FOLDER = '/var/lib/casement';

const work = mkdtempSync(join(tmpdir(), 'casement-install-'));
chmodSync(work, 0o755);
const hadSystemFolder = existsSync(SYSTEM_FOLDER);

/** Brings a Node and an npm of the wanted versions. @returns the folder to put first on PATH */
function toolchain(node: string, npm: string): string {
  const folder = join(work, `tools-${node}-${npm}`);
  if (!existsSync(folder)) {
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{}');
    const packages = [`node-linux-${process.arch}@${node}`, `npm@${npm}`];
    execFileSync(
      'npm',
      ['install', '--ignore-scripts', '--loglevel=error', '--prefix', folder, ...packages],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
  }
  return join(folder, 'node_modules', '.bin');
}

/** The environment of a person who has just opened a terminal, with the cell's differences. */
function environmentOf(cell: Cell, tools: string): NodeJS.ProcessEnv {
  const path = [tools, '/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin'];
  if (cell.noNamespaces) {
    const without = join(work, 'without-namespaces');
    mkdirSync(without, { recursive: true });
    writeFileSync(join(without, 'unshare'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    path.unshift(without);
  }
  const home = join(work, `home-${CELLS.indexOf(cell)}`);
  mkdirSync(home);
  // What leads to the registry is the machine's, not the person's, and stays.
  const network = [
    'NODE_EXTRA_CA_CERTS',
    'SSL_CERT_FILE',
    'HTTPS_PROXY',
    'HTTP_PROXY',
    'NO_PROXY',
    'npm_config_registry',
  ];
  const kept = network.flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]]],
  );
  const environment: NodeJS.ProcessEnv = {
    ...Object.fromEntries(kept),
    PATH: path.join(delimiter),
    HOME: home,
    LANG: 'en_US.UTF-8',
    ...cell.environment,
  };
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined));
}

interface Start {
  readonly process: ChildProcess;
  readonly ended: Promise<unknown>;
  readonly output: () => string;
}

let current: Start | undefined;

function start(cell: Cell, clone: string, environment: NodeJS.ProcessEnv, byNpm = true): Start {
  const [command, ...args] = byNpm
    ? (['npm', 'start'] as const)
    : (['node', 'scripts/run.cjs', 'node', 'relay/server.ts'] as const);
  const account = accountOf(cell);
  const child = spawn(command, args, {
    cwd: clone,
    env: environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(account === undefined ? {} : { uid: account, gid: account }),
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  current = { process: child, ended: once(child, 'exit'), output: () => output };
  return current;
}

function accountOf(cell: Cell): number | undefined {
  if (cell.account === undefined) return undefined;
  return cell.account === 'nobody' ? NOBODY : NAMELESS;
}

function isUp({ process: child }: Start): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function signalAll(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

/** @returns what is wrong; undefined if the cell holds */
async function tryOut(cell: Cell): Promise<string | undefined> {
  const around = folderOf(cell);
  mkdirSync(around);
  const clone = join(around, cell.folder ?? 'casement');
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, clone]);
  chmodSync(around, cell.mode ?? 0o755);
  const environment = environmentOf(cell, toolchain(cell.node, cell.npm));
  const account = accountOf(cell);
  if (account !== undefined) {
    const home = environment.HOME ?? '';
    const given = home.startsWith(work) ? [around, home] : [around];
    execFileSync('chown', ['-R', `${account}:${account}`, ...given]);
  }
  for (const moment of cell.killed?.after ?? []) {
    const killed = start(cell, clone, environment, cell.killed?.what === 'all');
    await delay(moment);
    if (cell.killed?.what === 'all') signalAll(killed.process, 'SIGKILL');
    else killed.process.kill('SIGKILL');
    await killed.ended;
  }
  const started = start(cell, clone, environment);
  const deadline = AbortSignal.timeout(START_LIMIT_MS);
  const ready = () => started.output().includes('Press Ctrl+C');
  while (isUp(started) && !ready() && !deadline.aborted) {
    await Promise.race([started.ended, delay(100)]);
  }
  if (cell.refusal) {
    return cell.refusal.test(started.output()) && !ready() ? undefined : started.output();
  }
  if (!ready()) return `it did not start:\n${started.output()}`;
  const log = readFileSync(join(clone, '.data', 'logs', 'relay.log'), 'utf8');
  if (!/on Node\.js v24\./.test(log)) return `not on Node 24:\n${log}`;
  const server = postgresOf(clone);
  await stop(started);
  if (isUp(started)) return 'it did not stop';
  return isRunning(server) ? 'it left its database running' : undefined;
}

/** Asks it to stop, as Ctrl+C does, and waits; it stops its database. */
async function stop(started: Start): Promise<void> {
  if (!isUp(started)) return;
  signalAll(started.process, 'SIGINT');
  await Promise.race([started.ended, delay(30_000)]);
}

function folderOf(cell: Cell): string {
  return join(work, `cell-${CELLS.indexOf(cell)}`);
}

function postgresOf(clone: string): number {
  const lock = join(clone, '.data', 'postgres-18', 'data', 'postmaster.pid');
  return Number.parseInt(readFileSync(lock, 'utf8'), 10);
}

function isRunning(pid: number): boolean {
  // A zombie that nobody collects is not running; it has no command line any more.
  return spawnSync('cat', [`/proc/${pid}/cmdline`]).stdout.length > 0;
}

async function clearAway(): Promise<void> {
  if (current !== undefined) await stop(current);
  rmSync(work, { recursive: true, force: true });
  if (!hadSystemFolder) rmSync(SYSTEM_FOLDER, { recursive: true, force: true });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void clearAway().finally(() => process.exit(1)));
}
const wanted = process.argv[2] ?? '';
const needsRoot = (cell: Cell) => cell.account !== undefined || cell.noNamespaces;
let passed = 0;
const failures: string[] = [];
for (const cell of CELLS.filter(({ name }) => name.includes(wanted))) {
  if (process.getuid?.() !== 0 && needsRoot(cell)) {
    console.log(`- ${cell.name}: needs root, left out`);
    continue;
  }
  const begun = Date.now();
  const problem = await tryOut(cell).catch((error: unknown) => String(error));
  const seconds = Math.round((Date.now() - begun) / 1000);
  console.log(`${problem === undefined ? '✓' : '✗'} ${cell.name} (${seconds} s)`);
  if (problem === undefined) passed += 1;
  else failures.push(`${cell.name}: ${problem}`);
  if (current !== undefined) await stop(current);
  rmSync(folderOf(cell), { recursive: true, force: true });
}
await clearAway();
for (const failure of failures) console.error(`\n${failure}`);
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 && passed > 0 ? 0 : 1;
