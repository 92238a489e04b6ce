import { faultOf } from '../../../fault-of.ts';
import type { Parts } from '../../../parts.ts';
import { bringVersion } from './bring-version.ts';
import { claimVersion } from './claim.ts';
import { dueVersions } from './due.ts';

/** Of what is on its way, it sees so much at a time. */
const SEEN = 50;
/** Between two looks at the longest: somebody may have submitted something at another relay. */
const LONGEST_PAUSE_MS = 5000;
const SHORTEST_PAUSE_MS = 50;

/** Brings submitted versions of templates to the provider; any number of relays do it once. */
export interface Submission {
  readonly start: () => void;
  /** Resolves when what is under way has ended. */
  readonly stop: () => Promise<void>;
  /** Something was submitted: looks at once. */
  readonly wake: () => void;
  /** Looks once. @returns ms until the next is due; null: none is known */
  readonly look: () => Promise<number | null>;
}

/** The submission of one relay. */
export function createSubmission(
  parts: Pick<Parts, 'store' | 'clock' | 'provider' | 'vault' | 'log'>,
): Submission {
  const { store, clock, log } = parts;
  let isStopped = true;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> = Promise.resolve();
  let isWoken = false;

  const look = async (): Promise<number | null> => {
    const rows = await dueVersions(store, SEEN);
    for (const { tenant_id: tenantId, version_id: id, due } of rows) {
      const now = clock.now();
      if (due > now) return due - now;
      const version = await store.inTenant(tenantId, (tx) => claimVersion(tx, id, now));
      try {
        if (version !== null) await bringVersion(parts, version);
      } catch (error) {
        // The claim runs out; whatever was done by then is found by the next attempt.
        log.error({ event: 'submission_failed', versionId: id, fault: faultOf(error) });
      }
    }
    return rows.length === SEEN ? 0 : null;
  };

  const round = async (): Promise<void> => {
    isWoken = false;
    let pause = LONGEST_PAUSE_MS;
    try {
      const next = await look();
      pause = Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, next ?? LONGEST_PAUSE_MS));
    } catch (error) {
      log.error({ event: 'submission_failed', fault: faultOf(error) });
    }
    if (isStopped) return;
    clearTimeout(timer);
    timer = setTimeout(again, isWoken ? 0 : pause).unref();
  };
  const again = (): void => {
    underWay = underWay.then(round);
  };

  return {
    start: () => {
      if (!isStopped) return;
      isStopped = false;
      again();
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await underWay;
    },
    wake: () => {
      if (isStopped || isWoken) return;
      isWoken = true;
      clearTimeout(timer);
      again();
    },
    look,
  };
}
