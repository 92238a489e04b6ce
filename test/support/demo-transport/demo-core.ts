import type {
  BridgeOutput,
  BridgeParsed,
  BridgePush,
  Draft,
  InboxFilter,
  InboxItem,
  Session,
  Settings,
  Topic,
} from '../../../shared/contract/bridge.ts';
import { MAX_BODY_LENGTH } from '../../../shared/contract/commands.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import {
  messageRecord,
  type ConversationRecord,
  type MessageRecord,
} from '../../../shared/contract/records.ts';
import { mayWriteFreeform, windowClosesAt } from '../../../shared/domain/window/service-window.ts';
import { isClosed, summaryOf, type DemoRecords } from './demo-records.ts';
import { demoId, KIND } from './ids.ts';

/** What the demo's core holds; `push` reaches the interface. */
export interface DemoState {
  readonly records: DemoRecords;
  readonly drafts: Map<string, Draft>;
  settings: Settings;
  session: Session | null;
  readonly now: () => number;
  readonly push: (push: BridgePush) => void;
}

export function changed(state: DemoState, topics: readonly Topic[]): void {
  state.push({ name: 'changed', payload: { topics } });
}

export function conversationOf(state: DemoState, id: string): ConversationRecord {
  const conversation = state.records.conversations.get(id);
  if (conversation === undefined) throw new RefusedError('conversation_not_found');
  return conversation;
}

/** Changes a conversation and says so. */
export function change(
  state: DemoState,
  id: ConversationRecord['id'],
  part: Partial<ConversationRecord>,
): void {
  state.records.conversations.set(id, { ...conversationOf(state, id), ...part });
  changed(state, [{ kind: 'inbox' }, { kind: 'conversation', id }]);
}

export function itemOf(state: DemoState, conversation: ConversationRecord): InboxItem {
  const { contacts, senders, people } = state.records;
  const contact = contacts.get(conversation.contactId);
  const sender = senders.find(({ id }) => id === conversation.senderId);
  if (contact === undefined || sender === undefined) throw new RefusedError('internal');
  return {
    conversation,
    contact,
    sender,
    assignee: people.find(({ id }) => id === conversation.assigneeId) ?? null,
    draft: state.drafts.get(conversation.id)?.text.slice(0, 160) ?? null,
  };
}

export function matches(
  state: DemoState,
  filter: InboxFilter,
  conversation: ConversationRecord,
): boolean {
  const now = state.now();
  const left = (windowClosesAt(conversation.lastInboundAt) ?? 0) - now;
  if (filter === 'resolved') return conversation.status === 'resolved';
  if (conversation.status !== 'open') return false;
  const isSnoozed = conversation.snooze !== null && (conversation.snooze.until ?? now + 1) > now;
  if (filter === 'snoozed') return isSnoozed;
  if (isSnoozed) return false;
  switch (filter) {
    case 'mine':
      return conversation.assigneeId === state.session?.person.id;
    case 'unassigned':
      return conversation.assigneeId === null;
    case 'unread':
      return conversation.unreadCount > 0;
    case 'closing':
      return (
        conversation.channel === 'whatsapp' &&
        left > 0 &&
        left < state.settings.windowAmberMinutes * 60_000
      );
    case 'closed':
      return isClosed(conversation, now);
    case 'all':
    default:
      return true;
  }
}

/** By what the list is sorted, the highest first: see `inbox.list` of the contract. */
function keyOf(
  conversation: ConversationRecord,
  sort: BridgeParsed<'inbox.list'>['sort'],
  now: number,
): number {
  if (sort === 'newest') return conversation.lastMessageAt;
  const closesAt =
    conversation.channel === 'whatsapp' ? windowClosesAt(conversation.lastInboundAt) : null;
  const isOpen = closesAt !== null && closesAt > now;
  return isOpen ? Number.MAX_SAFE_INTEGER - closesAt : conversation.lastMessageAt;
}

export function listInbox(
  state: DemoState,
  input: BridgeParsed<'inbox.list'>,
): BridgeOutput<'inbox.list'> {
  const { filter, sort, before, limit } = input;
  const now = state.now();
  const all = [...state.records.conversations.values()]
    .filter((conversation) => matches(state, filter, conversation))
    .map((conversation) => ({ conversation, key: keyOf(conversation, sort, now) }))
    .toSorted((a, b) => b.key - a.key || (a.conversation.id < b.conversation.id ? 1 : -1));
  const rest =
    before === null
      ? all
      : all.filter(
          ({ key, conversation: { id } }) =>
            key < before.key || (key === before.key && id < before.id),
        );
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ conversation }) => itemOf(state, conversation)),
    next:
      rest.length > limit && last !== undefined
        ? { key: last.key, id: last.conversation.id }
        : null,
  };
}

let lastMessage = 0xa0_00_00;

/** Puts a message at the end of a conversation. */
export function append(
  state: DemoState,
  conversationId: ConversationRecord['id'],
  part: Partial<Record<keyof MessageRecord, unknown>>,
): MessageRecord {
  lastMessage += 1;
  const at = state.now();
  const message = messageRecord.parse({
    id: demoId(KIND.message, lastMessage),
    conversationId,
    direction: 'outbound',
    kind: 'text',
    body: null,
    media: [],
    location: null,
    button: null,
    referral: null,
    repliesToId: null,
    template: null,
    author: { kind: 'person', personId: state.session?.person.id ?? null },
    at,
    status: 'queued',
    problem: null,
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    validUntil: null,
    ...part,
  });
  const messages = [...(state.records.messages.get(conversationId) ?? []), message];
  state.records.messages.set(conversationId, messages);
  const conversation = conversationOf(state, conversationId);
  change(state, conversationId, {
    ...summaryOf(messages, at),
    entryPointEndsAt: conversation.entryPointEndsAt,
    unreadCount: message.direction === 'inbound' ? conversation.unreadCount + 1 : 0,
    status: message.direction === 'inbound' ? 'open' : conversation.status,
  });
  return message;
}

/** Changes a message and says so. */
export function amend(
  state: DemoState,
  message: MessageRecord,
  part: Partial<MessageRecord>,
): void {
  const { conversationId } = message;
  const messages = (state.records.messages.get(conversationId) ?? []).map((one) =>
    one.id === message.id ? Object.assign(structuredClone(one), part) : one,
  );
  state.records.messages.set(conversationId, messages);
  change(state, conversationId, { lastMessage: summaryOf(messages, state.now()).lastMessage });
}

/** Queues a reply, as the core does, with its refusals. */
export function sendText(state: DemoState, input: BridgeParsed<'message.sendText'>): MessageRecord {
  const { messageId, conversationId, body, repliesToId } = input;
  const before = state.records.messages.get(conversationId)?.find(({ id }) => id === messageId);
  if (before !== undefined) return before;
  const conversation = conversationOf(state, conversationId);
  if (body.trim() === '') throw new RefusedError('text_empty');
  if (body.length > MAX_BODY_LENGTH) throw new RefusedError('text_too_long');
  if (!mayWriteFreeform(conversation.channel, conversation.lastInboundAt, state.now())) {
    throw new RefusedError('window_closed');
  }
  state.drafts.delete(conversationId);
  return append(state, conversationId, {
    id: messageId,
    body,
    repliesToId,
    validUntil: windowClosesAt(conversation.lastInboundAt),
  });
}
