import { sql as raw } from 'kysely';
import { z } from 'zod';
import { messageId } from '../../../shared/contract/ids.ts';
import { cutoffs } from '../../../shared/domain/retention/cutoff.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { readKept, readMark } from './kept.ts';

/** States of sends that are not over: evidence may still come, or a person has to decide. */
const IN_FLIGHT = ['queued', 'calling', 'in_doubt', 'unconfirmed'] as const;

/** Whether the message `m` has left nothing open. */
export const isOver = raw<boolean>`NOT EXISTS (
  SELECT FROM sends s WHERE s.tenant_id = m.tenant_id AND s.message_id = m.id
    AND s.state IN (${raw.join(IN_FLIGHT.map((state) => raw.lit(state)))}))`;

const found = z.array(z.object({ id: messageId }));

function later(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

/**
 * Moves the tenant's mark on to what is too old by now, and says so to every desktop in one
 * change. What is older and still on its way is changed after it, so that desktops keep it. The
 * mark never moves back: what is gone is gone.
 *
 * @param now ms on the relay's clock
 * @returns whether it has moved
 */
export async function moveMark(tx: TenantTransaction, now: number): Promise<boolean> {
  const { sql, tenantId, changed } = tx;
  const kept = await readKept(tx);
  const before = await readMark(tx);
  const old = cutoffs(kept, now);
  const messages = later(old.messages, before?.messagesBefore ?? null);
  const media = later(old.media, later(before?.mediaBefore ?? null, messages));
  const isSame = messages === (before?.messagesBefore ?? null);
  if (media === null || (isSame && media === before?.mediaBefore)) return false;
  const row = { messages_before: messages, media_before: media };
  await sql
    .insertInto('clearings')
    .values({ tenant_id: tenantId, id: tenantId, contact_ids: [], conversation_ids: [], ...row })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(row))
    .execute();
  changed('clearing', tenantId);
  const { rows } = await raw`
    SELECT m.id FROM messages m WHERE m.tenant_id = ${tenantId} AND m.at < ${media}
      AND NOT ${isOver}`.execute(sql);
  for (const { id } of found.parse(rows)) changed('message', id);
  return true;
}
