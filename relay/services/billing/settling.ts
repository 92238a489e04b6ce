import type { TenantId } from '../../../shared/contract/ids.ts';
import { faultOf } from '../../fault-of.ts';
import type { Parts } from '../../parts.ts';
import { settleSpend } from './settle.ts';

/** What something cost is settled so soon after it has happened. */
const SOON_MS = 2000;
/** All tenants are looked at so often: what another relay has left when it died is found then. */
const SWEEP_MS = 10 * 60_000;

/** The settling of one relay. */
export interface Settling {
  readonly start: () => void;
  /** Resolves when what is under way has ended. */
  readonly stop: () => Promise<void>;
}

/**
 * Settles what this relay has committed, soon after.
 *
 * @param changed tenants in which something has changed; those that are taken up leave it
 */
export function createSettling(
  parts: Pick<Parts, 'store' | 'clock' | 'log'>,
  changed: Set<TenantId>,
): Settling {
  let underWay: Promise<void> = Promise.resolve();
  let isBusy = false;
  let isStopped = false;
  const round = async (tenants?: readonly TenantId[]): Promise<void> => {
    isBusy = true;
    try {
      for (const id of await settleSpend(parts, tenants)) changed.add(id);
    } catch (error) {
      parts.log.error({ event: 'settling_failed', fault: faultOf(error) });
    }
    isBusy = false;
  };
  const run = (tenants?: readonly TenantId[]): void => {
    underWay = round(tenants);
  };
  const timers: NodeJS.Timeout[] = [];
  return {
    start: () => {
      if (isStopped) return;
      run();
      timers.push(
        setInterval(() => {
          // A long history takes a while.
          if (isBusy || changed.size === 0) return;
          const tenants = [...changed];
          changed.clear();
          run(tenants);
        }, SOON_MS),
        setInterval(() => {
          if (!isBusy) run();
        }, SWEEP_MS),
      );
    },
    stop: async () => {
      isStopped = true;
      timers.forEach(clearInterval);
      await underWay;
    },
  };
}
