import type { ConversationId, PersonId } from '../../../shared/contract/ids.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { CommandHandlers } from '../commands/handler.ts';
import {
  inboundAfter,
  isActivePerson,
  lockConversation,
  placeOfMessage,
} from './conversation-store.ts';

type Names =
  'conversation.markRead' | 'conversation.assign' | 'conversation.resolve' | 'conversation.reopen';

/**
 * What people do with a conversation as a whole. What changes nothing takes no change number,
 * so that no desktop is bothered with it.
 */
export const conversationCommands: CommandHandlers<Names> = {
  'conversation.markRead': async ({ tx }, { conversationId, upTo }) => {
    const { id, unread_count: unread } = await lock(tx, conversationId);
    const place = await placeOfMessage(tx, id, upTo);
    if (place === null) throw new RefusedError('message_not_found');
    // What came after the message that was seen stays unread.
    const left = Math.min(unread, await inboundAfter(tx, id, place, unread));
    if (left !== unread) await update(tx, id, { unread_count: left });
  },

  'conversation.assign': async ({ tx }, { conversationId, assigneeId }) => {
    const conversation = await lock(tx, conversationId);
    if (assigneeId !== null && !(await isActivePerson(tx, assigneeId))) {
      throw new RefusedError('person_not_found');
    }
    const owner = assigneeId === null ? 'queue' : 'person';
    if (conversation.assignee_id === assigneeId && conversation.owner === owner) return;
    await update(tx, conversation.id, {
      assignee_id: assigneeId,
      owner,
      owner_epoch: conversation.owner_epoch + 1,
    });
  },

  'conversation.resolve': async ({ tx }, { conversationId }) => {
    const { id, status } = await lock(tx, conversationId);
    if (status !== 'resolved') await update(tx, id, { status: 'resolved' });
  },

  'conversation.reopen': async ({ tx }, { conversationId }) => {
    const { id, status } = await lock(tx, conversationId);
    if (status !== 'open') await update(tx, id, { status: 'open' });
  },
};

async function lock(tx: TenantTransaction, id: ConversationId) {
  const conversation = await lockConversation(tx, id);
  if (conversation === undefined) throw new RefusedError('conversation_not_found');
  return conversation;
}

interface ConversationUpdate {
  readonly unread_count?: number;
  readonly assignee_id?: PersonId | null;
  readonly owner?: 'person' | 'queue';
  readonly owner_epoch?: number;
  readonly status?: 'open' | 'resolved';
}

async function update(
  tx: TenantTransaction,
  id: ConversationId,
  values: ConversationUpdate,
): Promise<void> {
  await tx.sql
    .updateTable('conversations')
    .set(values)
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', id)
    .execute();
  tx.changed('conversation', id);
}
