import { sql } from 'kysely';
import { z } from 'zod';
import { tenantId } from '../../../shared/contract/ids.ts';
import { faultOf } from '../../fault-of.ts';
import type { Parts } from '../../parts.ts';
import { tellEvent } from './tell-event.ts';

/** Of what waits, it sees so much at a time. */
const SEEN = 100;
/** Between two looks: an event may have come to another relay. */
const PAUSE_MS = 2000;
/** One that could not be told for a fault of ours is left alone for so long. */
const AFTER_FAULT_MS = 60_000;

const dueRuns = z.array(z.object({ tenant_id: tenantId, run_number: z.number(), due: z.number() }));

/** Tells customers what happened to their orders; any number of relays do it once. */
export interface Automations {
  readonly start: () => void;
  /** Resolves when what is under way has ended. */
  readonly stop: () => Promise<void>;
  /** Looks once: everything that is due has been decided when it resolves. */
  readonly look: () => Promise<void>;
}

/**
 * The automations of one relay.
 *
 * @param queued is told that messages wait to be sent
 */
export function createAutomations(
  parts: Pick<Parts, 'store' | 'clock' | 'log'>,
  queued: () => void,
): Automations {
  const { store, clock, log } = parts;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | null = null;
  let isStopped = false;
  /** By tenant and number: until when it is left alone, ms. */
  const faulty = new Map<string, number>();

  const round = async (): Promise<number> => {
    const { rows } = await sql`SELECT * FROM casement.due_automation_runs(${SEEN})`.execute(
      store.outside,
    );
    const now = clock.now();
    const due = dueRuns.parse(rows).filter((run) => run.due <= now);
    let decided = 0;
    let isQueued = false;
    for (const { tenant_id: tenant, run_number: number } of due) {
      if (isStopped) return 0;
      const key = `${tenant} ${number}`;
      if ((faulty.get(key) ?? 0) > now) continue;
      faulty.delete(key);
      try {
        isQueued = (await tellEvent(parts, tenant, number)) || isQueued;
        decided += 1;
      } catch (error) {
        faulty.set(key, now + AFTER_FAULT_MS);
        log.error({ event: 'automation_failed', run: number, fault: faultOf(error) });
      }
    }
    if (isQueued) queued();
    return due.length === SEEN ? decided : 0;
  };
  const look = async (): Promise<void> => {
    underWay ??= (async () => {
      while ((await round()) > 0);
    })().finally(() => {
      underWay = null;
    });
    await underWay;
  };
  const quietly = (): void => {
    look().catch((error: unknown) => {
      log.error({ event: 'automations_failed', fault: faultOf(error) });
    });
  };
  return {
    look,
    start: () => {
      timer = setInterval(quietly, PAUSE_MS).unref();
      quietly();
    },
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await underWay?.catch(() => undefined);
    },
  };
}
