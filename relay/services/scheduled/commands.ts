import { RefusedError } from '../../../shared/contract/errors.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { ScheduledMessageId } from '../../../shared/contract/ids.ts';
import type { CommandHandlers } from '../commands/handler.ts';
import { openConversation } from '../sending/opening.ts';

/** Its state, locked; null: it is not known yet. */
async function lock({ sql, tenantId }: TenantTransaction, id: ScheduledMessageId) {
  const row = await sql
    .selectFrom('scheduled_messages')
    .select('state')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row?.state ?? null;
}

/**
 * What people do with messages that wait for a moment.
 *
 * @param wake called after a commit: one may be due sooner than was thought
 */
export const scheduledCommands = (
  wake: () => void,
): CommandHandlers<'scheduledMessage.save' | 'scheduledMessage.remove'> => ({
  'scheduledMessage.save': async ({ tx, person, afterCommit }, input) => {
    const { scheduledMessageId: id, conversationId, content, at, orderReference } = input;
    // The one that is kept, where the conversation was put together with another.
    const conversation = await openConversation(tx, conversationId);
    if ((await lock(tx, id)) === 'over') throw new RefusedError('already_sent');
    const row = {
      content: JSON.stringify(content),
      order_reference: orderReference ?? null,
      at,
      state: 'waiting',
      problem: null,
    } as const;
    await tx.sql
      .insertInto('scheduled_messages')
      .values({
        tenant_id: tx.tenantId,
        id,
        conversation_id: conversation.id,
        person_id: person.id,
        ...row,
      })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(row))
      .execute();
    tx.changed('scheduledMessage', id);
    afterCommit(wake);
  },

  'scheduledMessage.remove': async ({ tx }, { scheduledMessageId: id }) => {
    const state = await lock(tx, id);
    if (state === 'over') throw new RefusedError('already_sent');
    if (state === null) return;
    await tx.sql
      .updateTable('scheduled_messages')
      .set({ state: 'over', content: null, problem: null })
      .where('tenant_id', '=', tx.tenantId)
      .where('id', '=', id)
      .execute();
    tx.removed('scheduledMessage', id);
  },
});
