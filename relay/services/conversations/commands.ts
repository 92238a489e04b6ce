import type { ConversationId, PersonId, TagId } from '../../../shared/contract/ids.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { CommandHandlers } from '../commands/handler.ts';
import { mustBeTags } from '../contacts/contact-store.ts';
import {
  inboundAfter,
  isActivePerson,
  lockConversation,
  placeOfMessage,
} from './conversation-store.ts';

type Names =
  | 'conversation.markRead'
  | 'conversation.assign'
  | 'conversation.resolve'
  | 'conversation.reopen'
  | 'conversation.tag'
  | 'conversation.snooze'
  | 'conversation.unsnooze';

const AWAKE = { snoozed: false, snoozed_until: null } as const;

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
    if (status !== 'resolved') await update(tx, id, { status: 'resolved', ...AWAKE });
  },

  'conversation.reopen': async ({ tx }, { conversationId }) => {
    const { id, status } = await lock(tx, conversationId);
    if (status !== 'open') await update(tx, id, { status: 'open' });
  },

  'conversation.tag': async ({ tx }, { conversationId, add, remove }) => {
    await mustBeTags(tx, add);
    const { id, tag_ids: tags } = await lock(tx, conversationId);
    const next = [...new Set([...tags, ...add])].filter((tag) => !remove.includes(tag));
    if (next.length === tags.length && next.every((tag) => tags.includes(tag))) return;
    await update(tx, id, { tag_ids: next });
  },

  'conversation.snooze': async ({ tx, now }, { conversationId, until, lastInboundAt }) => {
    const before = await lock(tx, conversationId);
    const isOver = until !== null && until <= now;
    const hasWritten = (before.last_inbound_at ?? 0) > (lastInboundAt ?? 0);
    if (before.status !== 'open' || isOver || hasWritten) return;
    if (before.snoozed && before.snoozed_until === until) return;
    await update(tx, before.id, { snoozed: true, snoozed_until: until });
  },

  'conversation.unsnooze': async ({ tx }, { conversationId }) => {
    const { id, snoozed } = await lock(tx, conversationId);
    if (snoozed) await update(tx, id, AWAKE);
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
  readonly tag_ids?: TagId[];
  readonly snoozed?: boolean;
  readonly snoozed_until?: number | null;
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
