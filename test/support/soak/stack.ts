import { randomBytes, randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { openBalancer } from './balancer.ts';
import { personOf } from './core-facts.ts';
import { createCoreLink, type CoreLink } from './core-link.ts';
import type { Sight } from './oracle/facts.ts';
import { answersOk, createProgram, type Program } from './program.ts';
import { openRelayBooks, type RelayBooks } from './relay-facts.ts';
import { type SimulatorControl, simulatorControl } from './simulator-control.ts';

const ROOT = join(import.meta.dirname, '../../..');
const EMAIL = 'ada@northwind.example';
const WHATSAPP_SENDER = 'whatsapp:+13125550142';
const SMS_SENDER = '+13125550177';
/** Below the ports that the system gives to connections, so that none takes it from the killed. */
const PORTS = { from: 20_000, to: 30_000 };

export interface StackOptions {
  /** Everything of the run lies there; it is there. */
  readonly folder: string;
  /** Null: the relay's own server, which then is one relay's. */
  readonly databaseUrl: string | null;
  readonly relays: number;
  readonly cores: number;
}

/** The whole product in processes that can be killed. */
export interface Stack {
  readonly simulator: Program;
  readonly relays: readonly Program[];
  readonly cores: readonly CoreLink[];
  /** Who is signed in at every core. */
  readonly personId: string;
  readonly control: SimulatorControl;
  readonly books: RelayBooks;
  /** What each core showed, in order. */
  readonly sights: readonly Sight[];
  /** Everything that the provider has written down. */
  readonly providerLog: () => string;
  readonly webhookUrl: string;
  readonly stop: () => Promise<void>;
}

async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(PORTS.from, PORTS.to);
    const isFree = await new Promise<boolean>((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}

/** Which number a customer writes to. */
export function senderFor(customer: string): string {
  return customer.startsWith('whatsapp:') ? WHATSAPP_SENDER : SMS_SENDER;
}

/** The relay's own server, found as an operator would: by its folder. */
function embeddedUrl(dataFolder: string): string {
  const home = join(dataFolder, 'postgres-18');
  const password = readFileSync(join(home, 'password'), 'utf8').trim();
  const port = readFileSync(join(home, 'data', 'postmaster.pid'), 'utf8').split('\n')[3] ?? '';
  return `postgres://casement_superuser:${password}@127.0.0.1:${port}/postgres?sslmode=disable`;
}

/** Starts all of it: a tenant, its senders, nobody signed in, no customer. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { folder, databaseUrl } = options;
  const account = { sid: `AC${randomBytes(16).toString('hex')}`, authToken: 'soak-token' };
  const password = randomBytes(12).toString('hex');
  const logFile = (name: string): string => join(folder, `${name}.log`);
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (let last = undo.pop(); last !== undefined; last = undo.pop()) await last();
  };
  try {
    const simulatorPort = await freePort();
    const simulatorUrl = `http://127.0.0.1:${simulatorPort}`;
    const simulatorLog = join(folder, 'simulator.jsonl');
    const simulator = createProgram({
      name: 'simulator',
      script: join(ROOT, 'simulator/server.ts'),
      environment: { SIMULATOR_PORT: String(simulatorPort), SIMULATOR_LOG: simulatorLog },
      logFile: logFile('simulator'),
      isReady: () => answersOk(`${simulatorUrl}/simulator`),
    });
    undo.push(simulator.stop);
    await simulator.start();

    const ports = await Promise.all(Array.from({ length: options.relays }, freePort));
    const [first = 0] = ports;
    const balancer = ports.length > 1 ? await openBalancer(ports) : null;
    if (balancer !== null) undo.push(balancer.close);
    const relayUrl = `http://127.0.0.1:${balancer?.port ?? first}`;
    const environment = {
      ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
      CASEMENT_DATA_DIR: join(folder, 'relay'),
      CASEMENT_SECRET_KEY: randomBytes(32).toString('base64'),
      HOST: '127.0.0.1',
      PUBLIC_URL: relayUrl,
      CASEMENT_BACKFILL_MINUTES: '1',
      TWILIO_BASE_URL: simulatorUrl,
      TWILIO_ACCOUNT_SID: account.sid,
      TWILIO_AUTH_TOKEN: account.authToken,
      TWILIO_SENDERS: `${WHATSAPP_SENDER},${SMS_SENDER}`,
      CASEMENT_TENANT_NAME: 'Northwind Supply',
      CASEMENT_ADMIN_EMAIL: EMAIL,
      CASEMENT_ADMIN_PASSWORD: password,
    };
    const relays = ports.map((port, index) =>
      createProgram({
        name: `relay ${index}`,
        script: join(ROOT, 'relay/server.ts'),
        environment: { ...environment, PORT: String(port) },
        logFile: logFile(`relay-${index}`),
        isReady: () => answersOk(`http://127.0.0.1:${port}/health/ready`),
      }),
    );
    for (const relay of relays) {
      undo.push(relay.stop);
      await relay.start();
    }
    const books = openRelayBooks(() => databaseUrl ?? embeddedUrl(join(folder, 'relay')));
    await books.watch();

    const sights: Sight[] = [];
    const cores: CoreLink[] = [];
    let personId = '';
    for (let core = 0; core < options.cores; core += 1) {
      const own = join(folder, `core-${core}`);
      await mkdir(own, { mode: 0o700 });
      const link = createCoreLink({
        name: `core-${core}`,
        folder: own,
        logFile: logFile(`core-${core}`),
        seen: (news) => sights.push(...news.map((each) => ({ core, ...each }))),
      });
      cores.push(link);
      undo.push(link.program.stop);
      await link.program.start();
      const signedIn = await link.call('session.signIn', { relayUrl, email: EMAIL, password });
      if (signedIn === 'lost' || !signedIn.ok) throw new Error('a core could not sign in');
      personId = await personOf(link);
    }
    return {
      simulator,
      relays,
      cores,
      personId,
      control: simulatorControl(simulatorUrl, account),
      books,
      sights,
      providerLog: () => readFileSync(simulatorLog, 'utf8'),
      webhookUrl: `${relayUrl}${await books.webhookPath()}`,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The numbers of the business. */
export const SENDERS = [WHATSAPP_SENDER, SMS_SENDER];
