import { faultOf } from '../../../fault-of.ts';
import type { Parts } from '../../../parts.ts';
import { allTenants } from '../../accounts/accounts.ts';
import type { BackfillSink } from '../../backfill/store-page.ts';
import { lookUpStale } from './look-up-stale.ts';
import { tenantsDue } from './price-queue.ts';
import { readPrices } from './read-prices.ts';
import { dueUsage, readUsage } from './read-usage.ts';

const LOOK_MS = 15_000;
/** For what is due once a day. */
const SELDOM_MS = 10 * 60_000;

/** The provider's own books, read by one relay; any number of relays read each once. */
export interface Books {
  readonly start: () => void;
  /** Resolves when what is under way has ended. */
  readonly stop: () => Promise<void>;
  /** Looks once for everything that is due. */
  readonly look: () => Promise<void>;
}

/**
 * Reads prices, the records of each day, and what became of messages that were never told of.
 *
 * @param sink takes statuses that were found
 */
export function createBooks(
  parts: Pick<Parts, 'store' | 'clock' | 'provider' | 'vault' | 'log'>,
  sink: Pick<BackfillSink, 'applyStatus' | 'wake'>,
): Books {
  const { store, clock, log } = parts;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | null = null;
  let isStopped = false;
  let seldomAt = 0;

  /** One tenant's fault, such as a wrong token, must not keep the others waiting. */
  const each = async <T>(list: Iterable<T>, work: (one: T) => Promise<unknown>): Promise<void> => {
    for (const one of list) {
      if (isStopped) return;
      try {
        await work(one);
      } catch (error) {
        log.warn({ event: 'books_unreadable', fault: faultOf(error) });
      }
    }
  };
  const round = async (): Promise<void> => {
    await each(await tenantsDue(store, clock.now()), (tenant) =>
      readPrices(parts, tenant, () => isStopped),
    );
    if (clock.now() < seldomAt) return;
    seldomAt = clock.now() + SELDOM_MS;
    await each(await dueUsage(store, clock.now()), (due) => readUsage(parts, due));
    await each(await allTenants(parts), async (tenant) => {
      if ((await lookUpStale(parts, sink, tenant)) > 0) sink.wake();
    });
  };
  const look = (): Promise<void> => {
    underWay ??= round().finally(() => {
      underWay = null;
    });
    return underWay;
  };
  const quietly = (): void => {
    look().catch((error: unknown) => log.error({ event: 'books_failed', fault: faultOf(error) }));
  };
  return {
    look,
    start: () => {
      timer = setInterval(quietly, LOOK_MS).unref();
      quietly();
    },
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await underWay?.catch(() => undefined);
    },
  };
}
