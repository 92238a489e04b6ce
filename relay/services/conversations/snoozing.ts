import { sql } from 'kysely';
import { z } from 'zod';
import { conversationId, type ConversationId, tenantId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { createDueLoop, type DueLoop } from '../../due-loop.ts';
import type { Parts } from '../../parts.ts';

/** Of what is put off, it sees so much at a time. */
const SEEN = 200;
/** Between two looks at the longest: somebody may have put something off at another relay. */
const LONGEST_PAUSE_MS = 15_000;

/** Brings conversations back when the moment comes until which they were put off. */
export interface Snoozing extends DueLoop {
  /** Looks once. @returns how many came back by it */
  readonly look: () => Promise<number>;
}

const snoozed = z.array(
  z.object({ tenant_id: tenantId, conversation_id: conversationId, until: z.number() }),
);

/** @returns whether it was still put off until a moment that has come */
async function wake(
  { sql: db, tenantId: tenant, changed }: TenantTransaction,
  id: ConversationId,
  now: number,
): Promise<boolean> {
  // Of several relays, the first to come finds it so.
  const { numUpdatedRows: woken } = await db
    .updateTable('conversations')
    .set({ snoozed: false, snoozed_until: null })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .where('snoozed_until', '<=', now)
    .executeTakeFirst();
  if (woken > 0n) changed('conversation', id);
  return woken > 0n;
}

/** The snoozing of one relay; any number of them do the same work once. */
export function createSnoozing({
  store,
  clock,
  log,
}: Pick<Parts, 'store' | 'clock' | 'log'>): Snoozing {
  const round = async (): Promise<{ readonly woken: number; readonly next: number | null }> => {
    const { rows } = await sql`SELECT * FROM casement.snoozed_conversations(${SEEN})`.execute(
      store.outside,
    );
    let woken = 0;
    for (const { tenant_id: tenant, conversation_id: id, until } of snoozed.parse(rows)) {
      const now = clock.now();
      if (until > now) return { woken, next: until - now };
      if (await store.inTenant(tenant, (tx) => wake(tx, id, now))) woken += 1;
    }
    return { woken, next: rows.length === SEEN ? 0 : null };
  };

  const look = async (): Promise<number | null> => (await round()).next;
  const loop = createDueLoop('snoozing_failed', log, look, LONGEST_PAUSE_MS);
  return { ...loop, look: async () => (await round()).woken };
}
