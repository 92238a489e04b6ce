import { RefusedError } from '../../../shared/contract/errors.ts';
import type { ConversationId, MessageId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { holdingBack, type Situation } from './checks.ts';
import { lockConversation, type LockedConversation } from './send-store.ts';

/* What every command asks before it queues a message. */

/**
 * Locks the conversation that a message is for.
 *
 * @throws {RefusedError} `conversation_not_found`
 */
export async function openConversation(
  tx: TenantTransaction,
  id: ConversationId,
): Promise<LockedConversation> {
  const conversation = await lockConversation(tx, id);
  if (conversation === undefined) throw new RefusedError('conversation_not_found');
  return conversation;
}

/** @throws {RefusedError} with the first rule that the message would break now */
export function refuseIfHeldBack(
  { channel, last_inbound_at: lastInboundAt, opt_in: optIn }: LockedConversation,
  now: number,
  content: Situation['content'],
): void {
  const refused = holdingBack({
    now,
    channel,
    lastInboundAt,
    optIn,
    content,
    // A sender that is offline may be back when it counts: checked at release.
    senderStatus: 'online',
    stillOwner: true,
  });
  if (refused !== null) throw new RefusedError(refused);
}

/** @throws {RefusedError} `message_not_found` where the quoted message is not of the conversation */
export async function mustBeIn(
  { sql, tenantId }: TenantTransaction,
  conversation: LockedConversation,
  id: MessageId,
): Promise<void> {
  const quoted = await sql
    .selectFrom('messages')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('conversation_id', '=', conversation.id)
    .where('id', '=', id)
    .executeTakeFirst();
  if (quoted === undefined) throw new RefusedError('message_not_found', 'the quoted message');
}
