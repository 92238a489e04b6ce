import { sql } from 'kysely';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { endpointId, tenantId, type TenantId } from '../../../shared/contract/ids.ts';
import { createDueLoop } from '../../due-loop.ts';
import { faultOf } from '../../fault-of.ts';
import type { Parts } from '../../parts.ts';
import { claimDelivery } from './claim.ts';
import { keepUp } from './keep-up.ts';
import { post } from './post.ts';
import { recordOutcome } from './record.ts';

/** Of each endpoint, so many at once; and of all together. */
const OF_EACH = 4;
const AT_ONCE = 32;
/** Between two looks at the longest: events are put down by every transaction. */
const PAUSE_MS = 1000;
/** Between two looks for windows that close soon. */
const KEEP_UP_MS = 60_000;

const dueRows = z.array(
  z.object({ tenant_id: tenantId, endpoint_id: endpointId, number: z.number() }),
);

/** Delivers events to the tenants' own systems, at least once; any number of relays share it. */
export interface EventsOut {
  readonly start: () => void;
  /** Resolves when what is under way has ended. */
  readonly stop: () => Promise<void>;
  /** Something may be due. */
  readonly wake: () => void;
  /** Delivers everything that is due; tests wait for it. */
  readonly look: () => Promise<void>;
  /** Looks for windows that close soon, and drops what is old. */
  readonly keepUp: () => Promise<void>;
}

/**
 * The deliveries of one relay.
 *
 * @param allowsPrivate the operator lets them go into private networks and without encryption
 */
export function createEventsOut(
  parts: Pick<Parts, 'store' | 'clock' | 'vault' | 'log'>,
  allowsPrivate: boolean,
): EventsOut {
  const { store, clock, vault, log } = parts;
  const underWay = new Map<string, { readonly endpoint: string; readonly done: Promise<void> }>();

  const deliver = async (tenant: TenantId, number: number): Promise<void> => {
    const claimed = await store.inTenant(tenant, (tx) => claimDelivery(tx, number, clock.now()));
    if (claimed === null) return;
    const { url, secret, eventId, body } = claimed;
    const at = new Date(clock.now());
    const signer = new Webhook(vault.open(secret, claimed.endpointId));
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Casement',
      'webhook-id': eventId,
      'webhook-timestamp': `${Math.floor(at.getTime() / 1000)}`,
      'webhook-signature': signer.sign(eventId, at, body),
    };
    const outcome = await post(url, headers, body, { allowsPrivate });
    await store.inTenant(tenant, (tx) => recordOutcome(tx, claimed, outcome, clock.now()));
  };
  /** Begins what is due. @returns how many were begun */
  const begin = async (): Promise<number> => {
    const room = AT_ONCE - underWay.size;
    if (room <= 0) return 0;
    const { rows } = await sql`
      SELECT * FROM casement.due_deliveries(${clock.now()}, ${OF_EACH}, ${AT_ONCE})`.execute(
      store.outside,
    );
    let begun = 0;
    for (const { tenant_id: tenant, endpoint_id: endpoint, number } of dueRows.parse(rows)) {
      const key = `${tenant} ${number}`;
      const ofEndpoint = [...underWay.values()].filter((one) => one.endpoint === endpoint).length;
      if (begun >= room || underWay.has(key) || ofEndpoint >= OF_EACH) continue;
      begun += 1;
      const done = deliver(tenant, number)
        // The lease runs out, and it is tried again.
        .catch((error: unknown) => log.error({ event: 'delivery_failed', fault: faultOf(error) }))
        .finally(() => {
          underWay.delete(key);
          loop.wake();
        });
      underWay.set(key, { endpoint, done });
    }
    return begun;
  };
  const ended = async (): Promise<void> => {
    await Promise.all([...underWay.values()].map(({ done }) => done));
  };
  const loop = createDueLoop(
    'deliveries_failed',
    log,
    async () => {
      await begin();
      return null;
    },
    PAUSE_MS,
  );
  const minding = createDueLoop(
    'keeping_up_failed',
    log,
    async () => {
      await keepUp(parts);
      return null;
    },
    KEEP_UP_MS,
  );
  return {
    start: () => {
      loop.start();
      minding.start();
    },
    stop: async () => {
      await loop.stop();
      await minding.stop();
      await ended();
    },
    wake: loop.wake,
    look: async () => {
      while ((await begin()) + underWay.size > 0) await ended();
    },
    keepUp: () => keepUp(parts),
  };
}
