import { v7 } from 'uuid';
import { type ConversationId, messageId } from '../../../shared/contract/ids.ts';
import type {
  Change,
  ConversationRecord,
  MessageRecord,
} from '../../../shared/contract/records.ts';
import type { Cache } from '../../../main/cache/cache.ts';

/** New messages of the backlog for each conversation that has changed. */
const MESSAGES_EACH = 4;
const MINUTE = 60_000;

/**
 * What a desktop finds that was away: in each of the newest conversations four new messages, and
 * the conversation as it is after them. In the order of their numbers.
 *
 * @param size changes altogether
 */
export function aBacklog(cache: Cache, ids: readonly ConversationId[], size: number): Change[] {
  const changes: Change[] = [];
  let number = 10;
  const add = (change: Change): void => {
    changes.push(change);
  };
  for (const id of ids) {
    const before = cache.conversations.get(id);
    if (before === null) throw new Error('no such conversation');
    if (changes.length >= size) break;
    let newest: MessageRecord | null = null;
    for (let count = 1; count <= MESSAGES_EACH; count += 1) {
      newest = messageOf(before, before.lastMessageAt + count * MINUTE, count % 2 === 1);
      number += 1;
      add({ entity: 'message', id: newest.id, number, record: newest });
    }
    number += 1;
    add({ entity: 'conversation', id, number, record: after(before, newest) });
  }
  return changes.slice(0, size);
}

function after(before: ConversationRecord, newest: MessageRecord | null): ConversationRecord {
  if (newest === null) return before;
  const { id, direction, kind, status, body, at } = newest;
  return {
    ...before,
    lastInboundAt: at - MINUTE,
    lastMessageAt: at,
    unreadCount: 2,
    lastMessage: { id, direction, kind, status, preview: body },
  };
}

function messageOf({ id }: ConversationRecord, at: number, inbound: boolean): MessageRecord {
  return {
    id: messageId.parse(v7()),
    conversationId: id,
    direction: inbound ? 'inbound' : 'outbound',
    kind: 'text',
    body: `Please confirm the pickup of ${String(at % 997)} boxes of bolts and washers on Friday`,
    media: [],
    location: null,
    button: null,
    referral: null,
    repliesToId: null,
    template: null,
    author: { kind: inbound ? 'contact' : 'system', personId: null },
    at,
    status: inbound ? 'received' : 'read',
    problem: null,
    sentAt: inbound ? null : at,
    deliveredAt: inbound ? null : at,
    readAt: inbound ? null : at,
    validUntil: null,
  };
}
