import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { buildRelay, type Relay } from '../../../relay/app.ts';
import { startPrivatePostgres } from '../../../relay/db/private-postgres/private-postgres.ts';
import { openLog } from '../../../relay/log.ts';
import { loadSecretKey } from '../../../relay/secret-key.ts';
import { preparePerson } from '../../../relay/services/people/add-person.ts';
import { addTenant } from '../../../relay/services/seed/new-tenant.ts';
import { type SenderId, tenantId, type TenantId } from '../../../shared/contract/ids.ts';
import { SIGN_IN_PATH, TOKEN_HEADER } from '../../../shared/contract/sign-in.ts';

/* What the benchmarks of the relay share: a database, and relays in processes of their own. */

const PASSWORD = 'correct horse battery';
const script = join(import.meta.dirname, '../../../relay/server.ts');

export interface BenchDatabase {
  readonly url: string;
  readonly key: Buffer;
  readonly close: () => Promise<void>;
}

/** A private database that is gone afterwards. */
export async function benchDatabase(): Promise<BenchDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'casement-bench-'));
  const postgres = await startPrivatePostgres({ folder });
  return {
    url: postgres.url('postgres'),
    key: randomBytes(32),
    close: async () => {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A relay in this process, to fill the database; it is to be closed before anything is measured. */
export async function fillingRelay({ url, key }: BenchDatabase): Promise<Relay> {
  const relay = await buildRelay({
    host: '127.0.0.1',
    port: 0,
    publicUrl: undefined,
    twilioBaseUrl: 'http://127.0.0.1:9',
    metricsOpen: false,
    seed: null,
    log: openLog('silent'),
    databaseUrl: url,
    secretKey: await loadSecretKey(key, ''),
  });
  await relay.listen();
  return relay;
}

export interface BenchTenant {
  readonly tenantId: TenantId;
  readonly sender: SenderId;
  readonly accountSid: string;
  readonly authToken: string;
  /** Of its people, signed in. */
  readonly tokens: readonly string[];
}

/** A tenant with one sender and so many people, signed in. */
export async function addBenchTenant(relay: Relay, people: number): Promise<BenchTenant> {
  const id = tenantId.parse(randomUUID());
  const account = { sid: `AC${randomBytes(16).toString('hex')}`, authToken: 'the bench token' };
  const { senderIds } = await relay.parts.store.inTenant(id, (tx) =>
    addTenant(tx, relay.parts, {
      name: 'Northwind Supply',
      timeZone: 'America/Chicago',
      account,
      senders: [{ channel: 'whatsapp', address: '+13125550142', displayName: 'Northwind' }],
    }),
  );
  const [sender] = senderIds;
  if (sender === undefined) throw new Error('a tenant without a sender');
  const tokens: string[] = [];
  for (let index = 0; index < people; index += 1) {
    const email = `${randomUUID()}@northwind.example`;
    const add = await preparePerson(relay.auth, {
      name: 'Grace',
      email,
      role: 'agent',
      password: PASSWORD,
    });
    await relay.parts.store.inTenant(id, add);
    const answer = await fetch(`${relay.url}${SIGN_IN_PATH}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': anAddress() },
      body: JSON.stringify({ email, password: PASSWORD }),
    });
    const token = answer.headers.get(TOKEN_HEADER);
    if (token === null) throw new Error(`not signed in: ${answer.status}`);
    tokens.push(token);
  }
  return { tenantId: id, sender, accountSid: account.sid, authToken: account.authToken, tokens };
}

/** An address from a range for documentation, as a proxy would tell it. */
export function anAddress(): string {
  const [one = 0, two = 0] = randomBytes(2);
  return `198.18.${one}.${two}`;
}

export interface BenchRelay {
  readonly url: string;
  /** Resident memory, in MB. */
  readonly residentMb: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** A relay in a process of its own. */
export async function startBenchRelay(
  { url, key }: BenchDatabase,
  environment: Readonly<Record<string, string>> = {},
): Promise<BenchRelay> {
  const child: ChildProcess = spawn(process.execPath, [script], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      DATABASE_URL: url,
      CASEMENT_SECRET_KEY: key.toString('base64'),
      TWILIO_BASE_URL: 'http://127.0.0.1:9',
      LOG_LEVEL: 'fatal',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { pid, stdout } = child;
  if (pid === undefined || stdout === null) throw new Error('the relay did not start');
  const ended = once(child, 'exit');
  let output = '';
  while (!output.includes('Press Ctrl+C')) {
    const [part] = await Promise.race([
      once(stdout, 'data'),
      ended.then(() => Promise.reject(new Error(`the relay ended: ${output}`))),
    ]);
    output += String(part);
  }
  return {
    url: /^Relay: (\S+),/m.exec(output)?.[1] ?? '',
    residentMb: async () => {
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
