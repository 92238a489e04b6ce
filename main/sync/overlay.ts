import { COMMANDS } from '../../shared/contract/commands.ts';
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

function afterCommand(
  record: ConversationRecord,
  { name, input }: StoredCommand,
  source: OverlaySource,
): ConversationRecord {
  const readUpTo = (id: MessageRecord['id']): ConversationRecord => {
    const place = source.placeOf(id);
    if (place === null) return record;
    return { ...record, unreadCount: Math.min(record.unreadCount, source.inboundAfter(place)) };
  };
  switch (name) {
    case 'conversation.assign': {
      const { assigneeId } = COMMANDS[name].parse(input);
      const owner = assigneeId === null ? 'queue' : 'person';
      return { ...record, assigneeId, owner };
    }
    case 'conversation.resolve':
      return { ...record, status: 'resolved' };
    case 'conversation.reopen':
      return { ...record, status: 'open' };
    case 'conversation.markRead':
      return readUpTo(COMMANDS[name].parse(input).upTo);
    case 'message.sendText':
      return readUpTo(COMMANDS[name].parse(input).messageId);
    case 'message.sendTemplate':
      return readUpTo(COMMANDS[name].parse(input).messageId);
    case 'message.sendMedia':
      return readUpTo(COMMANDS[name].parse(input).messageId);
    case 'message.cancel':
    case 'message.decide':
      return record;
    default:
      return name satisfies never;
  }
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
