import { sql } from 'kysely';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { updateSummary } from '../conversations/summary.ts';

/** Clocks differ, and the provider's dates have whole seconds: less than this, ms, says nothing. */
export const LATE_MS = 10_000;

/**
 * Moves a customer's message whose webhook was late to when it was written, and its window with
 * it: a webhook does not say when that was.
 *
 * @param writtenAt ms, the provider's date
 */
export async function correctDate(
  tx: TenantTransaction,
  providerSid: string,
  writtenAt: number,
): Promise<void> {
  const { sql: db, tenantId } = tx;
  const { conversation_id: conversation } = await db
    .selectFrom('messages')
    .select('conversation_id')
    .where('tenant_id', '=', tenantId)
    .where('provider_sid', '=', providerSid)
    .executeTakeFirstOrThrow();
  await db
    .selectFrom('conversations')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', conversation)
    .forUpdate()
    .execute();
  const moved = await db
    .updateTable('messages')
    .set({ at: writtenAt })
    .where('tenant_id', '=', tenantId)
    .where('provider_sid', '=', providerSid)
    .where('direction', '=', 'inbound')
    .where('at', '>', writtenAt + LATE_MS)
    .returning('id')
    .executeTakeFirst();
  if (moved === undefined) return;
  tx.changed('message', moved.id);
  await db
    .updateTable('conversations')
    .set({
      last_inbound_at: sql<number>`(SELECT max(m.at) FROM messages m WHERE m.tenant_id = ${tenantId}
        AND m.conversation_id = ${conversation} AND m.direction = 'inbound')`,
    })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', conversation)
    .execute();
  await updateSummary(tx, conversation);
}
