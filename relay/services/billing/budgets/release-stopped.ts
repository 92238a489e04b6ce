import { sql as raw } from 'kysely';
import type { MessageCategory } from '../../../../shared/domain/billing/rate-row.ts';
import { smsSegments } from '../../../../shared/domain/sms/segments.ts';
import type { TenantTransaction } from '../../../db/tenant-transaction.ts';
import { moveTo } from '../../sending/move.ts';
import { lockConversations, lockMessages } from '../../sending/send-store.ts';
import { lockRoom } from '../room.ts';
import { loadTerms } from '../tariffs.ts';
import { teamsOf } from '../teams-of.ts';

/** So many are looked at in one go; whoever has more asks again. */
const AT_MOST = 500;

/** The messages that a budget has stopped, among those that are parked; `m` is the message. */
export const STOPPED_BY_BUDGET = raw<boolean>`m.problem ->> 'code' IN ('budget_reached', 'price_unknown')`;

/**
 * Brings messages that a budget has stopped on their way again: the oldest first, and only those
 * for which there is room by the most that each can cost. Window, consent, template and budget are
 * asked when each is released: what does not hold any more stops there, with its own reason.
 *
 * @param now ms
 */
export async function releaseStopped(
  tx: TenantTransaction,
  now: number,
): Promise<{ readonly released: number; readonly left: number }> {
  const { sql, tenantId } = tx;
  const parked = await sql
    .selectFrom('messages as m')
    .innerJoin('conversations as c', (join) =>
      join.onRef('c.tenant_id', '=', 'm.tenant_id').onRef('c.id', '=', 'm.conversation_id'),
    )
    .innerJoin('sends as s', (join) =>
      join.onRef('s.tenant_id', '=', 'm.tenant_id').onRef('s.message_id', '=', 'm.id'),
    )
    .leftJoin('templates as t', (join) =>
      join
        .onRef('t.tenant_id', '=', 'm.tenant_id')
        .on(raw<boolean>`t.id = (m.template ->> 'templateId')::uuid`),
    )
    .select([
      'm.id',
      'm.body',
      'm.conversation_id',
      'c.channel',
      'c.address',
      'c.sender_id',
      raw<boolean>`m.template IS NOT NULL`.as('is_template'),
      't.category',
    ])
    .where('m.tenant_id', '=', tenantId)
    .where('m.status', '=', 'parked')
    .where(STOPPED_BY_BUDGET)
    .orderBy('s.place')
    .limit(AT_MOST)
    .execute();
  if (parked.length === 0) return { released: 0, left: 0 };
  // In the order in which whoever releases takes them: conversations, messages, sums.
  await lockConversations(tx, [...new Set(parked.map((one) => one.conversation_id))]);
  const locked = await lockMessages(
    tx,
    parked.map(({ id }) => id),
  );
  const terms = await loadTerms(tx);
  const teams = await teamsOf(
    tx,
    terms,
    parked.map(({ id }) => id),
  );
  const room = await lockRoom(tx, terms, now);
  let released = 0;
  for (const one of parked) {
    const message = locked.get(one.id);
    if (message?.send?.state !== 'parked') continue;
    const category: MessageCategory = one.is_template ? (one.category ?? 'marketing') : 'service';
    const { channel, address, sender_id: senderId } = one;
    const segments = channel === 'sms' ? smsSegments(one.body ?? '') : 1;
    const taken = room.take({
      senderId,
      teamId: teams.get(one.id) ?? null,
      message: { channel, address, category, segments },
    });
    if (typeof taken === 'string') continue;
    await moveTo(tx, message, {
      state: 'queued',
      status: 'queued',
      problem: null,
      send: { due_at: now },
    });
    released += 1;
  }
  return { released, left: parked.length - released };
}
