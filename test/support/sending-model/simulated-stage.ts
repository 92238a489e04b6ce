import { createServer } from 'node:net';
import Fastify from 'fastify';
import { webhooks } from '../../../relay/http/webhooks/plugin.ts';
import { createTwilioProvider } from '../../../relay/providers/twilio/twilio-provider.ts';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import { type Simulator, startSimulator } from '../../../simulator/simulator.ts';
import { testStore } from '../relay-database/test-database.ts';
import { type MortalRelay, startMortalRelay } from './mortal-relay.ts';
import { type SendingWorld, sendingWorld } from './sending-world.ts';

/** A send that the simulator took, as its log has it. */
export interface TakenSend {
  readonly sid: string;
  readonly token: string;
  readonly to: string;
  readonly body: string;
  /** The last status that it had there. */
  readonly status: string;
}

/** Relay, webhooks and the simulator behind the real provider, on one clock. */
export interface SimulatedStage {
  readonly world: SendingWorld;
  readonly simulator: Simulator;
  /** The relay that lives now. */
  readonly mortal: () => MortalRelay;
  /** Starts another relay where the last one has died. */
  readonly revive: () => Promise<void>;
  /** A customer who has just written. */
  readonly customer: (phone: string) => Promise<ConversationId>;
  /** Lets time pass, for both. */
  readonly pass: (ms: number) => Promise<void>;
  /** The oracle: what the provider has, in the order in which it took it. */
  readonly taken: () => readonly TakenSend[];
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Sets the stage. @param cleanUp takes what is to be done when the test ends */
export async function simulatedStage(
  cleanUp: (work: () => Promise<void>) => void,
): Promise<SimulatedStage> {
  const simulator = await startSimulator({ manual: true });
  cleanUp(() => simulator.close());
  const store = await testStore(cleanUp);
  const port = await freePort();
  const world = await sendingWorld(
    store,
    () => createTwilioProvider({ baseUrl: simulator.url, timeoutMs: 2000 }),
    {
      clock: { now: () => simulator.clock.now(), advance: () => undefined },
      publicUrl: `http://127.0.0.1:${port}`,
    },
  );
  const account = simulator.addAccount({ sid: world.accountSid, authToken: world.authToken });
  account.addSender({
    address: `whatsapp:${world.senderAddress}`,
    displayName: 'Northwind',
    callbackUrl: `${world.parts.publicUrl}/webhooks/twilio/${world.accountId}/messages`,
  });
  let mortal = startMortalRelay(world);
  const fastify = Fastify();
  await fastify.register(
    webhooks(world.parts, {
      applyStatus: (tx, news) => mortal.relay.applyStatus(tx, news),
      wake: () => mortal.relay.wake(),
    }),
  );
  await fastify.listen({ port, host: '127.0.0.1' });
  cleanUp(async () => {
    await mortal.relay.stop();
    await fastify.close();
  });

  return {
    world,
    simulator,
    mortal: () => mortal,
    revive: async () => {
      await mortal.relay.stop();
      mortal = startMortalRelay(world);
    },
    customer: async (phone) => {
      account.addCustomer({ address: `whatsapp:${phone}`, profileName: 'Lucía Ortega' });
      await account.customer(`whatsapp:${phone}`).writes('Hola');
      const { id } = await world.parts.store.inTenant(world.tenantId, (tx) =>
        tx.sql
          .selectFrom('conversations')
          .select('id')
          .where('tenant_id', '=', world.tenantId)
          .where('address', '=', phone)
          .executeTakeFirstOrThrow(),
      );
      return id;
    },
    pass: async (ms) => {
      await simulator.clock.advance(ms);
      mortal.relay.wake();
      await mortal.relay.idle();
    },
    taken: () => {
      const log = simulator.log();
      return log.flatMap((entry) => {
        if (entry.type !== 'accepted') return [];
        const { sid, to, body, statusCallback, status } = entry.message;
        const told = log.findLast((later) => later.type === 'status' && later.sid === sid);
        return [
          {
            sid,
            to,
            body,
            token: new URL(statusCallback ?? '').searchParams.get('send') ?? '',
            status: told?.type === 'status' ? told.status : status,
          },
        ];
      });
    },
  };
}
