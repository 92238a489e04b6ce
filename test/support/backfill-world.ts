import { randomBytes } from 'node:crypto';
import type { Parts } from '../../relay/parts.ts';
import { createTwilioProvider } from '../../relay/providers/twilio/twilio-provider.ts';
import { loadSecretKey } from '../../relay/secret-key.ts';
import { type Backfill, createBackfill } from '../../relay/services/backfill/index.ts';
import { applyStatus } from '../../relay/services/sending/apply-status.ts';
import {
  type SimulatedAccount,
  type Simulator,
  startSimulator,
} from '../../simulator/simulator.ts';
import type { WrittenMessage } from '../../simulator/customers/written-message.ts';
import { testDatabase } from './relay-database/test-database.ts';
import {
  firstTenant,
  runningRelay,
  type TestRelay,
  type TestRelayOptions,
} from './relay/running-relay.ts';

export const EVERY_MS = 5 * 60_000;

type CleanUp = (work: () => Promise<void>) => void;

/** A relay that can die and come back, and the simulator that it receives from, on one clock. */
export interface BackfillWorld {
  readonly simulator: Simulator;
  readonly account: SimulatedAccount;
  readonly relay: () => TestRelay;
  /** The relay is gone until `rise`. */
  readonly fall: () => Promise<void>;
  readonly rise: (options?: TestRelayOptions) => Promise<void>;
  readonly pass: (ms: number) => Promise<void>;
  readonly backfill: (change?: Partial<Parts>) => Backfill;
  /** A customer's message to the first sender; resolves when its webhook was tried. */
  readonly write: (phone: string, message: WrittenMessage | string) => Promise<string>;
}

/** @param cleanUp takes what is to be done when the test ends */
export async function backfillWorld(cleanUp: CleanUp): Promise<BackfillWorld> {
  const simulator = await startSimulator({ manual: true });
  cleanUp(() => simulator.close());
  const databaseUrl = await testDatabase(cleanUp);
  const secretKey = await loadSecretKey(randomBytes(32), '');
  const tenant = firstTenant();
  const account = simulator.addAccount({
    sid: tenant.account.sid,
    authToken: tenant.account.authToken,
  });
  const sender = `whatsapp:${tenant.senders[0]?.address ?? ''}`;
  account.addSender({ address: sender, displayName: 'Northwind' });
  let port = 0;
  const start = (options: TestRelayOptions = {}) =>
    runningRelay(
      {
        databaseUrl,
        secretKey,
        port,
        seed: { kind: 'tenant', tenant },
        provider: createTwilioProvider({ baseUrl: simulator.url, timeoutMs: 2000 }),
        ...options,
      },
      () => undefined,
    );
  let relay = await start();
  cleanUp(() => relay.close());
  port = Number(new URL(relay.url).port);
  const [webhook] = await relay.webhooks();
  account.setAllCallbackUrls({ callbackUrl: webhook?.url ?? null });
  const oneClock = (): void => {
    relay.clock.advance(simulator.clock.now() - relay.clock.now());
  };
  oneClock();
  return {
    simulator,
    account,
    relay: () => relay,
    fall: () => relay.close(),
    rise: async (options = {}) => {
      relay = await start(options);
      oneClock();
    },
    pass: async (ms) => {
      // First the relay: what comes late must be late for it too.
      relay.clock.advance(ms);
      await simulator.clock.advance(ms);
      oneClock();
    },
    backfill: (change = {}) =>
      createBackfill(
        { ...relay.parts, ...change },
        { applyStatus, wake: () => undefined },
        EVERY_MS,
      ),
    write: async (phone, message) => {
      const address = `whatsapp:${phone}`;
      if (account.customers().every((known) => known.address !== address)) {
        account.addCustomer({ address, profileName: 'Lucía Ortega' });
      }
      return account.customer(address).writes(message);
    },
  };
}
