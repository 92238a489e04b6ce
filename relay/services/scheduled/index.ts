import { sql } from 'kysely';
import { z } from 'zod';
import { scheduledMessageId, tenantId } from '../../../shared/contract/ids.ts';
import { createDueLoop, type DueLoop } from '../../due-loop.ts';
import type { Parts } from '../../parts.ts';
import { sendDue } from './send-due.ts';

/** Of what waits, it sees so much at a time. */
const SEEN = 100;
const LONGEST_PAUSE_MS = 5000;

const dueRows = z.array(z.object({ tenant_id: tenantId, id: scheduledMessageId, due: z.number() }));

/** Sends messages when the moment comes for which they were written. */
export interface Scheduling extends DueLoop {
  /** Looks once. @returns ms until the next is due; null: none is known */
  readonly look: () => Promise<number | null>;
}

/**
 * The scheduling of one relay; any number of them send each message once.
 *
 * @param queued is told that messages wait to be sent
 */
export function createScheduling(
  parts: Pick<Parts, 'store' | 'clock' | 'log'>,
  queued: () => void,
): Scheduling {
  const { store, clock, log } = parts;
  const look = async (): Promise<number | null> => {
    const { rows } = await sql`SELECT * FROM casement.due_scheduled_messages(${SEEN})`.execute(
      store.outside,
    );
    let isQueued = false;
    let next: number | null = rows.length === SEEN ? 0 : null;
    for (const { tenant_id: tenant, id, due } of dueRows.parse(rows)) {
      const now = clock.now();
      if (due > now) {
        next = due - now;
        break;
      }
      isQueued = (await sendDue(parts, tenant, id)) || isQueued;
    }
    if (isQueued) queued();
    return next;
  };
  return { ...createDueLoop('scheduling_failed', log, look, LONGEST_PAUSE_MS), look };
}
