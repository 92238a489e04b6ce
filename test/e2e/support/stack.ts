import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { northwindSupply } from '../../../assets/sample/northwind.ts';
import { SAMPLE_PROVIDER_ACCOUNT_ID } from '../../../assets/sample/provider-account-id.ts';
import type { SampleWorld } from '../../../assets/sample/world.ts';
import { startPrivatePostgres } from '../../../relay/db/private-postgres/private-postgres.ts';
import { buildRelay, type Relay, type RelayOptions } from '../../../relay/app.ts';
import { openLog } from '../../../relay/log.ts';
import { loadSecretKey } from '../../../relay/secret-key.ts';
import { loadSample } from '../../../simulator/sample/load-sample.ts';
import {
  type SimulatedAccount,
  type Simulator,
  startSimulator,
} from '../../../simulator/simulator.ts';

/** Longer than any test: customers write only when a test lets them. */
const NEVER_MS = 24 * 3_600_000;

/** Everything behind the desktops, with the sample tenant: nothing in it is a stand-in. */
export interface Stack {
  readonly simulator: Simulator;
  readonly account: SimulatedAccount;
  /** The sample as it was at the start. */
  readonly world: SampleWorld;
  readonly relayUrl: string;
  /** Moves the relay's and the simulator's clocks. @param ms forward */
  readonly advance: (ms: number) => Promise<void>;
  /** The same while the relay is stopped: it is at that moment when it starts. */
  readonly advanceStopped: (ms: number) => Promise<void>;
  readonly stopRelay: () => Promise<void>;
  /** Starts the relay again, at the same address and on the same database. */
  readonly startRelay: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts simulator, database and relay. @param more how the relay is set beside the usual */
export async function startStack(more: Pick<RelayOptions, 'singleSignOn'> = {}): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), 'casement-e2e-'));
  const undo: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const postgres = await startPrivatePostgres({ folder });
  undo.push(postgres.stop);
  const now = Date.now();
  const simulator = await startSimulator({
    speed: { sentMs: 100, deliveredMs: 200, readMs: 300 },
  });
  undo.push(() => simulator.close());
  const account = await loadSample(simulator, {
    now,
    callbackUrl: null,
    statusCallbackUrl: null,
    writeEveryMs: NEVER_MS,
  });
  const secretKey = await loadSecretKey(randomBytes(32), folder);
  let port = 0;
  let advanced = 0;
  const start = async (): Promise<Relay> => {
    const built = await buildRelay({
      host: '127.0.0.1',
      port,
      publicUrl: undefined,
      twilioBaseUrl: simulator.url,
      metricsOpen: false,
      webhooksPrivate: true,
      seed: { kind: 'sample', providerUrl: simulator.url },
      databaseUrl: postgres.url('postgres'),
      secretKey,
      log: openLog('silent'),
      ...more,
    });
    // A relay that starts again is at the same moment as the provider.
    built.clock.advance(advanced);
    await built.listen();
    return built;
  };
  let relay = await start();
  const relayUrl = relay.url;
  port = Number(new URL(relayUrl).port);
  undo.push(() => relay.close());
  account.setAllCallbackUrls({
    callbackUrl: `${relayUrl}/webhooks/twilio/${SAMPLE_PROVIDER_ACCOUNT_ID}/messages`,
  });
  return {
    simulator,
    account,
    world: northwindSupply({ now }),
    relayUrl,
    advance: async (ms) => {
      advanced += ms;
      relay.clock.advance(ms);
      await simulator.clock.advance(ms);
    },
    advanceStopped: async (ms) => {
      advanced += ms;
      await simulator.clock.advance(ms);
    },
    stopRelay: () => relay.close(),
    startRelay: async () => {
      relay = await start();
    },
    close: async () => {
      for (const each of undo.toReversed()) await each();
    },
  };
}
