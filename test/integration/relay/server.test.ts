import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { startPrivatePostgres } from '../../../relay/db/private-postgres/private-postgres.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const script = join(import.meta.dirname, '..', '..', '..', 'relay', 'server.ts');

interface Relay {
  readonly process: ChildProcess;
  readonly output: () => string;
  readonly errors: () => string;
  /** Settles when the output so far has the text; fails when the relay ends before that. */
  readonly saying: (text: string) => Promise<void>;
  readonly exitCode: Promise<number | null>;
}

function startRelay(environment: Record<string, string>, options: readonly string[] = []): Relay {
  const child = spawn(process.execPath, [script, ...options], {
    // Any free port: other relays may run on this machine.
    env: { PATH: process.env.PATH, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, as a terminal gives to a command.
    detached: true,
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exitCode = once(child, 'exit').then(() => child.exitCode);
  // Asked, not killed: it stops the database that it started.
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await exitCode;
  });
  return {
    process: child,
    output: () => output,
    errors: () => errors,
    saying: async (text) => {
      while (!output.includes(text)) {
        await Promise.race([
          once(child.stdout, 'data'),
          exitCode.then((code) => Promise.reject(new Error(`ended with ${code}: ${errors}`))),
        ]);
      }
    },
    exitCode,
  };
}

test('brings its own database, and stops it when it is told to stop', async () => {
  const folder = await temporaryFolder();
  const relay = startRelay({ CASEMENT_DATA_DIR: folder });
  await relay.saying('Press Ctrl+C');
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(relay.output())?.[1]);
  expect(relay.output()).toContain(`data in ${folder}`);
  expect(relay.output()).not.toMatch(/postgres:\/\//);

  // Somebody impatient leans on Ctrl+C: the whole group gets it, again and again, until the end.
  const group = -Number(relay.process.pid);
  const presses = setInterval(() => process.kill(group, 'SIGINT'), 5);
  await relay.saying('Stopped.').finally(() => clearInterval(presses));
  expect(await relay.exitCode).toBe(0);
  expect(relay.errors()).toBe('');
  await expect(new Client({ host: '127.0.0.1', port }).connect()).rejects.toThrow(/ECONNREFUSED/);
});

test('ends when the database is lost, and says so', async () => {
  const folder = await temporaryFolder();
  const relay = startRelay({ CASEMENT_DATA_DIR: folder });
  await relay.saying('Press Ctrl+C');
  const lock = join(folder, 'postgres-18', 'data', 'postmaster.pid');
  process.kill(Number.parseInt(await readFile(lock, 'utf8'), 10), 'SIGKILL');
  expect(await relay.exitCode).toBe(1);
  expect(relay.errors()).toContain('The database was lost');
});

test('says where the provider is to tell of messages of the first tenant', async () => {
  const accountSid = `AC${'1'.repeat(32)}`;
  const relay = startRelay({
    CASEMENT_DATA_DIR: await temporaryFolder(),
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: 'a token that is never printed',
    TWILIO_SENDERS: 'whatsapp:+13125550142,+13125550142',
    CASEMENT_TENANT_NAME: 'Northwind Supply',
    CASEMENT_ADMIN_EMAIL: 'ada@northwind.example',
    CASEMENT_ADMIN_PASSWORD: 'correct horse battery',
  });
  await relay.saying('Press Ctrl+C');
  expect(relay.output()).toContain(`Webhook of Northwind Supply (${accountSid})`);
  expect(relay.output()).not.toContain('never printed');
  const [url = ''] = /http:\S+\/messages/.exec(relay.output()) ?? [];
  // It is the address of an account: unsigned, and not unknown.
  expect((await fetch(url, { method: 'POST' })).status).toBe(403);
});

test('ends with one clear line when a setting is wrong', async () => {
  const relay = startRelay({ DATABASE_URL: 'mysql://somewhere' });
  expect(await relay.exitCode).toBe(1);
  expect(relay.errors().trim().split('\n')).toEqual([
    expect.stringMatching(/^The relay cannot start: DATABASE_URL must be a PostgreSQL address/),
  ]);
});

test('uses the server that DATABASE_URL names, starts none of its own, and leaves it running', async () => {
  const server = await startPrivatePostgres({ folder: await temporaryFolder() });
  onTestFinished(server.stop);
  const folder = join(await temporaryFolder(), 'unused');
  const relay = startRelay({ DATABASE_URL: server.url('postgres'), CASEMENT_DATA_DIR: folder });
  await relay.saying('Press Ctrl+C');
  expect(relay.output()).toContain(`PostgreSQL 18.4 at 127.0.0.1:${server.port} (DATABASE_URL)`);
  relay.process.kill('SIGINT');
  expect(await relay.exitCode).toBe(0);

  const client = new Client({ connectionString: server.url('postgres') });
  await client.connect();
  await client.end();
});

test('gives the log of changes a new epoch when it is told to, and takes no other option', async () => {
  const folder = await temporaryFolder();
  const told = startRelay({ CASEMENT_DATA_DIR: folder }, ['--new-epoch']);
  expect(await told.exitCode).toBe(0);
  expect(told.output()).toContain('every desktop will load everything anew');
  const wrong = startRelay({ CASEMENT_DATA_DIR: folder }, ['--old-epoch']);
  expect(await wrong.exitCode).toBe(1);
  expect(wrong.errors()).toMatch(/--old-epoch[^]*--new-epoch/);
});
