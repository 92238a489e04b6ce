import type { TenantId } from '../../../shared/contract/ids.ts';
import { faultOf } from '../../fault-of.ts';
import type { Parts } from '../../parts.ts';
import { allTenants } from '../accounts/accounts.ts';
import { clearBatch } from './clear-batch.ts';
import { readMark } from './kept.ts';
import { moveMark } from './mark.ts';

/** Days begin at midnight; nobody waits for the minute. */
const LOOK_MS = 60 * 60_000;

/** Takes away what tenants do not keep any longer. */
export interface Retention {
  readonly start: () => void;
  /** Looks soon: a tenant has changed what it keeps. */
  readonly wake: () => void;
  /** Looks once; resolves when everything that is too old is gone, or this is being stopped. */
  readonly look: () => Promise<void>;
  /** Resolves when the batch that is under way has ended. */
  readonly stop: () => Promise<void>;
}

/** The retention of one relay; any number of them do the same work once. */
export function createRetention({
  store,
  clock,
  log,
}: Pick<Parts, 'store' | 'clock' | 'log'>): Retention {
  let isStopped = false;
  let isWanted = false;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | null = null;

  const clearTenant = async (tenantId: TenantId): Promise<void> => {
    await store.inTenant(tenantId, (tx) => moveMark(tx, clock.now()));
    // Also what a relay has left that stopped or died on the way.
    const mark = await store.inTenant(tenantId, readMark);
    if (mark === null) return;
    for (;;) {
      const cleared = await store.inTenant(tenantId, (tx) => clearBatch(tx, mark));
      if (cleared === 0 || isStopped) return;
    }
  };
  const round = async (): Promise<void> => {
    for (const tenantId of await allTenants({ store })) {
      if (isStopped) return;
      await clearTenant(tenantId);
    }
  };
  const look = async (): Promise<void> => {
    isWanted = true;
    underWay ??= (async () => {
      while (isWanted) {
        isWanted = false;
        await round();
      }
    })().finally(() => {
      underWay = null;
    });
    await underWay;
  };
  const wake = (): void => {
    if (isStopped) return;
    look().catch((error: unknown) => {
      log.error({ event: 'retention_failed', fault: faultOf(error) });
    });
  };
  return {
    look,
    wake,
    start: () => {
      timer = setInterval(wake, LOOK_MS);
      wake();
    },
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await underWay?.catch(() => undefined);
    },
  };
}
