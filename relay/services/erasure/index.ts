import type { TenantId } from '../../../shared/contract/ids.ts';
import { faultOf } from '../../fault-of.ts';
import type { Parts } from '../../parts.ts';
import { allTenants } from '../accounts/accounts.ts';
import type { Seal } from './certificate.ts';
import { eraseBatch } from './erase-batch.ts';

/** How soon it looks again where something has to end first. */
const LOOK_MS = 2000;

/** Goes on with erasures until they are done, also with those that another relay has left. */
export interface Erasures {
  readonly start: () => void;
  readonly wake: () => void;
  /** Looks once at every erasure; resolves when nothing more can be done now. */
  readonly look: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** The erasures of one relay; any number of them do the same work once. */
export function createErasures(
  { store, clock, log }: Pick<Parts, 'store' | 'clock' | 'log'>,
  seal: Seal,
): Erasures {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> = Promise.resolve();

  const ofTenant = async (tenantId: TenantId): Promise<void> => {
    const open = await store.inTenant(tenantId, ({ sql }) =>
      sql
        .selectFrom('erasures')
        .select('id')
        .where('tenant_id', '=', tenantId)
        .where('done_at', 'is', null)
        .execute(),
    );
    for (const { id } of open) {
      for (;;) {
        const step = await store.inTenant(tenantId, (tx) => eraseBatch(tx, id, clock.now(), seal));
        if (step !== 'more' || isStopped) break;
      }
    }
  };
  const round = async (): Promise<void> => {
    for (const tenantId of await allTenants({ store })) {
      if (isStopped) return;
      await ofTenant(tenantId);
    }
  };
  const look = (): Promise<void> => {
    const next = underWay.catch(() => undefined).then(round);
    underWay = next;
    return next;
  };
  const wake = (): void => {
    if (isStopped) return;
    look().catch((error: unknown) => {
      log.error({ event: 'erasure_failed', fault: faultOf(error) });
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
      await underWay.catch(() => undefined);
    },
  };
}
