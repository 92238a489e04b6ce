import { COMMANDS, type CommandName } from '../../shared/contract/commands.ts';
import type { ConversationRecord, MessageRecord } from '../../shared/contract/records.ts';
import type { StoredCommand } from '../cache/repos/outbox.ts';
import type { MessagePlace } from '../cache/repos/message-reader.ts';

/** The longest preview of a message in the list, in characters; the contract's figure. */
const PREVIEW_LENGTH = 160;

/** What the overlay asks of the cache. */
export interface OverlaySource {
  /** Where a message is; null: it is not here. */
  readonly placeOf: (id: MessageRecord['id']) => MessagePlace | null;
  /** How many inbound messages are newer than a place. */
  readonly inboundAfter: (place: MessagePlace) => number;
}

const characters = new Intl.Segmenter();

/** The beginning of a text; what a person sees as one character is not cut. Null stays null. */
export function beginningOf(body: string | null): string | null {
  if (body === null) return null;
  const segments = characters.segment(body.slice(0, 4 * PREVIEW_LENGTH));
  return Array.from(segments, ({ segment }) => segment)
    .slice(0, PREVIEW_LENGTH)
    .join('');
}

/** The beginning of a message as the list shows it. */
function listPreview(message: MessageRecord): ConversationRecord['lastMessage'] {
  const { id, direction, kind, status } = message;
  return { id, direction, kind, status, preview: beginningOf(message.body) };
}

type Overlay = (
  record: ConversationRecord,
  input: unknown,
  source: OverlaySource,
) => ConversationRecord;

function readUpTo(
  record: ConversationRecord,
  id: MessageRecord['id'],
  source: OverlaySource,
): ConversationRecord {
  const place = source.placeOf(id);
  if (place === null) return record;
  return { ...record, unreadCount: Math.min(record.unreadCount, source.inboundAfter(place)) };
}

/** What commands do to a conversation; those that are not here leave it as it is. */
const OVERLAYS: { readonly [N in CommandName]?: Overlay } = {
  'conversation.assign': (record, input) => {
    const { assigneeId } = COMMANDS['conversation.assign'].parse(input);
    return { ...record, assigneeId, owner: assigneeId === null ? 'queue' : 'person' };
  },
  'conversation.resolve': (record) => ({ ...record, status: 'resolved', snooze: null }),
  'conversation.reopen': (record) => ({ ...record, status: 'open' }),
  'conversation.tag': (record, input) => {
    const { add, remove } = COMMANDS['conversation.tag'].parse(input);
    const tagIds = [...new Set([...record.tagIds, ...add])].filter((id) => !remove.includes(id));
    return { ...record, tagIds };
  },
  'conversation.snooze': (record, input) => {
    const { until, lastInboundAt } = COMMANDS['conversation.snooze'].parse(input);
    const hasWritten = (record.lastInboundAt ?? 0) > (lastInboundAt ?? 0);
    if (record.status !== 'open' || hasWritten) return record;
    return { ...record, snooze: { until } };
  },
  'conversation.unsnooze': (record) => ({ ...record, snooze: null }),
  'conversation.markRead': (record, input, source) =>
    readUpTo(record, COMMANDS['conversation.markRead'].parse(input).upTo, source),
  'message.sendText': (record, input, source) =>
    readUpTo(record, COMMANDS['message.sendText'].parse(input).messageId, source),
  'message.sendTemplate': (record, input, source) =>
    readUpTo(record, COMMANDS['message.sendTemplate'].parse(input).messageId, source),
  'message.sendMedia': (record, input, source) =>
    readUpTo(record, COMMANDS['message.sendMedia'].parse(input).messageId, source),
};

function afterCommand(
  record: ConversationRecord,
  { name, input }: StoredCommand,
  source: OverlaySource,
): ConversationRecord {
  return OVERLAYS[name]?.(record, input, source) ?? record;
}

/**
 * What the person sees of a conversation: the relay's word, changed by the commands that the
 * relay has not shown the effect of, and by the messages that were made here. When the relay
 * refuses a command it leaves the list, and the conversation is as it was.
 *
 * @param commands in the order in which they were given
 * @param madeHere messages that the relay has not told of, oldest first
 */
export function withOwnWork(
  base: ConversationRecord,
  commands: readonly StoredCommand[],
  madeHere: readonly MessageRecord[],
  source: OverlaySource,
): ConversationRecord {
  let record = base;
  for (const command of commands) record = afterCommand(record, command, source);
  const newest = madeHere.at(-1);
  if (newest === undefined || newest.at < record.lastMessageAt) return record;
  return { ...record, lastMessageAt: newest.at, lastMessage: listPreview(newest) };
}
