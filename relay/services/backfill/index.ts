import type { Parts } from '../../parts.ts';
import { allTenants } from '../accounts/accounts.ts';
import { dueBackfills, hasten } from './backfill-store.ts';
import { readAccount } from './read-account.ts';
import type { BackfillSink } from './store-page.ts';

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

  const readAll = async (): Promise<void> => {
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
        for (const id of await allTenants(parts)) await hasten(store, id, clock.now(), everyMs);
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
