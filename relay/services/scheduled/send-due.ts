import { v7 } from 'uuid';
import { RefusedError, type RefusalCode } from '../../../shared/contract/errors.ts';
import { messageId, type ScheduledMessageId, type TenantId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { Parts } from '../../parts.ts';
import { sendTemplate, sendText } from '../sending/commands.ts';

/**
 * Makes a message of a scheduled one whose moment has come, by every rule of a message that is
 * given at that moment; in one transaction, so that it becomes one message. What a rule forbids
 * stays where people see it, with the reason.
 *
 * @returns whether a message was queued
 */
export async function sendDue(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  tenantId: TenantId,
  id: ScheduledMessageId,
): Promise<boolean> {
  try {
    return await store.inTenant(tenantId, (tx) => send(tx, id, clock.now()));
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const { code } = error.refusal;
    await store.inTenant(tenantId, (tx) => fail(tx, id, code, clock.now()));
    return false;
  }
}

/** It, where it is due and nobody else is at it. */
function due({ sql, tenantId }: TenantTransaction, id: ScheduledMessageId, now: number) {
  return sql
    .selectFrom('scheduled_messages')
    .select(['conversation_id', 'person_id', 'content', 'order_reference'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where('at', '<=', now)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

async function send(tx: TenantTransaction, id: ScheduledMessageId, now: number): Promise<boolean> {
  const row = await due(tx, id, now);
  if (row === undefined || row.content === null) return false;
  const { content, conversation_id: conversationId, order_reference: reference } = row;
  const writing = { tx, now, person: { id: row.person_id } };
  const message = {
    messageId: messageId.parse(v7()),
    conversationId,
    ...(reference === null ? {} : { orderReference: reference }),
  };
  if (content.kind === 'text') {
    const { body, repliesToId } = content;
    await sendText(writing, { ...message, body, repliesToId, validUntil: null });
  } else {
    const { templateId, variables } = content;
    await sendTemplate(writing, { ...message, templateId, variables });
  }
  await tx.sql
    .updateTable('scheduled_messages')
    .set({ state: 'over', content: null, message_id: message.messageId })
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', id)
    .execute();
  tx.removed('scheduledMessage', id);
  return true;
}

async function fail(
  tx: TenantTransaction,
  id: ScheduledMessageId,
  problem: RefusalCode,
  now: number,
): Promise<void> {
  if ((await due(tx, id, now)) === undefined) return;
  await tx.sql
    .updateTable('scheduled_messages')
    .set({ state: 'failed', problem })
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', id)
    .execute();
  tx.changed('scheduledMessage', id);
}
