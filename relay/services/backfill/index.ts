import type { TenantId } from '../../../shared/contract/ids.ts';
import type { Parts } from '../../parts.ts';
import { allTenants } from '../accounts/accounts.ts';
import { dueBackfills, hasten } from './backfill-store.ts';
import { readAccount } from './read-account.ts';
import type { BackfillSink } from './store-page.ts';
import { LEASE_MS } from './timing.ts';

/** How often it is looked for what is due, ms. */
const LOOK_MS = 15_000;

/** Reads the providers' lists for what the webhooks missed. */
export interface Backfill {
  /** Reads every account at once, and from then on regularly. */
  readonly start: () => Promise<void>;
  /** Reads what is due, one account after the other; resolves when that is done. */
  readonly readDue: () => Promise<void>;
  /** Begins nothing more, and waits for the page that is being stored. */
  readonly stop: () => Promise<void>;
}

/**
 * Makes the back-fill of one relay. Of several relays on one database one at a time reads an
 * account.
 *
 * @param everyMs ms between two readings of an account
 */
export function createBackfill(parts: Parts, sink: BackfillSink, everyMs: number): Backfill {
  const { store, clock, log } = parts;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let reading: Promise<void> | null = null;

  /** Tenants with an account that somebody read at the start, and from when a dead one shows. */
  let left: { readonly tenants: readonly TenantId[]; readonly from: number } | null = null;

  /** Begins at once, and again where a relay that died has left a lease. */
  const hastenAll = async (tenants: readonly TenantId[]): Promise<void> => {
    const from = clock.now() + LEASE_MS;
    const held: TenantId[] = [];
    for (const id of tenants) if (await hasten(store, id, clock.now(), everyMs)) held.push(id);
    left = held.length === 0 ? null : { tenants: held, from };
  };
  const readAll = async (): Promise<void> => {
    if (left !== null && clock.now() >= left.from) await hastenAll(left.tenants);
    for (const due of await dueBackfills(store, clock.now())) {
      if (stopped) return;
      await readAccount(parts, sink, due, { everyMs, stopping: () => stopped });
    }
  };
  const readDue = (): Promise<void> => {
    reading ??= readAll().finally(() => {
      reading = null;
    });
    return reading;
  };
  const quietly = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      log.error({ event: 'backfill_failed', err: error });
    }
  };

  return {
    readDue,
    start: async () => {
      timer = setInterval(() => void quietly(readDue), LOOK_MS);
      await quietly(async () => {
        await hastenAll(await allTenants(parts));
        await readDue();
      });
    },
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await quietly(() => reading ?? Promise.resolve());
    },
  };
}
