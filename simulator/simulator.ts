import type { AddressInfo } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { SimulatedAccount } from './account.ts';
import { takeReviewStep } from './content/approval.ts';
import { unpause } from './content/quality.ts';
import { Engine } from './core/engine.ts';
import { Faults } from './core/faults.ts';
import type { Job } from './core/jobs.ts';
import type { LogEntry } from './core/log-entries.ts';
import type { SimulatorClock } from './core/virtual-clock.ts';
import { type Chatter, CustomerScript } from './customers/script.ts';
import { buildApp } from './http/app.ts';
import { authenticate } from './http/context.ts';
import { controlRoutes } from './http/control-routes.ts';
import { takePriceStep } from './messages/priced.ts';
import { takeStep } from './messages/progress.ts';
import { takeSenderStep } from './senders/sender-step.ts';
import { Courier } from './webhooks/courier.ts';
import { EventStream } from './webhooks/event-stream.ts';

export { SimulatedAccount } from './account.ts';
export type { FaultRequest } from './core/faults.ts';
export type { LogEntry } from './core/log-entries.ts';

export interface SimulatorOptions {
  /** 0 (the default): any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** The log's file; with it the state survives a restart. */
  readonly logFile?: string;
  /** Of the pseudo-random generator; default 1. */
  readonly seed?: number;
  /** Virtual ms from queued to sent, sent to delivered, delivered to read. */
  readonly speed?: {
    readonly sentMs: number;
    readonly deliveredMs: number;
    readonly readMs: number;
  };
  /** Virtual ms of each step of a template's review. */
  readonly reviewMs?: number;
  /** Virtual ms from the end of a message to its price. */
  readonly pricedMs?: number;
  /** true: nothing that is scheduled happens until clock.advance(); default false. */
  readonly manual?: boolean;
  /** Where others reach the simulator, for MediaUrl; default its own address. */
  readonly publicUrl?: string;
  /** Fills the simulator before it listens, so that nobody meets it half filled. */
  readonly prepare?: (simulator: Simulator) => Promise<unknown>;
}

/** A Twilio-compatible server with its own clock. */
export interface Simulator {
  readonly url: string;
  readonly clock: SimulatorClock;
  /** Adds an account; when the log has it already, that one (with this token). */
  addAccount(account: { readonly sid: string; readonly authToken: string }): SimulatedAccount;
  /** The account with this SID; throws when there is none. */
  account(sid: string): SimulatedAccount;
  /** Everything that has happened, oldest first. */
  log(): readonly LogEntry[];
  readonly faults: Faults;
  /** Gives the customers who act by themselves their words. */
  useChatter(chatter: Chatter): void;
  /** Waits until everything that is due has happened and all callbacks were answered. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const DEFAULT_SPEED = { sentMs: 400, deliveredMs: 900, readMs: 5000 };
const DEFAULT_REVIEW_MS = 5 * 60 * 1000;
const DEFAULT_PRICED_MS = 60 * 1000;

/** Starts a simulator. It listens when the promise is fulfilled. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const faults = new Faults();
  const own = { url: '' };
  const engine = new Engine(
    {
      logFile: options.logFile ?? null,
      seed: options.seed ?? 1,
      pace: {
        ...(options.speed ?? DEFAULT_SPEED),
        reviewMs: options.reviewMs ?? DEFAULT_REVIEW_MS,
        pricedMs: options.pricedMs ?? DEFAULT_PRICED_MS,
      },
      manual: options.manual ?? false,
    },
    async (job, at) => runJob(job, at),
  );
  const courier = new Courier(engine, faults, () =>
    (options.publicUrl ?? own.url).replace(/\/$/, ''),
  );
  const events = new EventStream(engine, faults);
  const script = new CustomerScript(engine, courier);
  const parts = { engine, courier, script };

  async function runJob(job: Job, at: number): Promise<void> {
    switch (job.kind) {
      case 'release':
      case 'deliver':
      case 'read':
        await takeStep(engine, job, at);
        break;
      case 'price':
        takePriceStep(engine, job, at);
        break;
      case 'status-callback':
      case 'inbound-callback':
        await courier.deliver(job, at);
        break;
      case 'review':
        takeReviewStep(engine, job, at);
        break;
      case 'unpause':
        unpause(engine, job, at);
        break;
      case 'template-event':
        await events.deliver(job, at);
        break;
      case 'sender-status':
        takeSenderStep(engine, job, at);
        break;
      case 'customer-replies':
        await script.reply(job);
        break;
      case 'customer-writes':
        await script.write(job, at);
        break;
    }
  }

  const accountOf = (request: FastifyRequest): SimulatedAccount =>
    new SimulatedAccount(parts, authenticate(engine, request).sid);
  const app = buildApp(engine, faults, (routes) => {
    const hosts = new Set(['127.0.0.1', 'localhost', '[::1]', options.host ?? '127.0.0.1']);
    controlRoutes(routes, { simulator, accountOf, hosts });
  });
  const simulator: Simulator = {
    get url() {
      return own.url;
    },
    clock: { now: () => engine.clock.now(), advance: async (ms) => engine.advance(ms) },
    addAccount: ({ sid, authToken }) => {
      if (engine.state.accounts.get(sid)?.authToken !== authToken) {
        engine.record({ type: 'account', account: sid, authToken });
      }
      return new SimulatedAccount(parts, sid);
    },
    account: (sid) => new SimulatedAccount(parts, engine.account(sid).sid),
    log: () => engine.log.entries(),
    faults,
    useChatter: (chatter) => {
      script.use(chatter);
    },
    settled: async () => engine.scheduler.settled(),
    close: async () => {
      await app.close();
      await engine.scheduler.close();
      engine.log.close();
    },
  };
  await options.prepare?.(simulator);
  await app.listen({ port: options.port ?? 0, host: options.host ?? '127.0.0.1' });
  own.url = addressOf(app.server.address());
  return simulator;
}

function addressOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string')
    throw new Error('The simulator has no port.');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${String(address.port)}`;
}
