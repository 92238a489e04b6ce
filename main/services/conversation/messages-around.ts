import type { BridgeOutput, BridgeParsed } from '../../../shared/contract/bridge.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { MessageRecord } from '../../../shared/contract/records.ts';
import type { MessagePlace } from '../../cache/repos/message-reader.ts';
import type { Workspace } from '../session/workspace.ts';
import { type Reach, reachOf } from './message-pages.ts';

/** So many messages are fetched at once where everything down to an old one is needed. */
const FAR = 1000;

function placeOf(message: MessageRecord | undefined): MessagePlace | null {
  return message === undefined ? null : { at: message.at, id: message.id };
}

function isWithin({ place, complete }: Reach, { at, id }: MessageRecord): boolean {
  if (complete) return true;
  return place !== null && (at > place.at || (at === place.at && id >= place.id));
}

/**
 * The messages around one of them. A message from below a gap, or one that is not here yet, is
 * shown only after everything down to it was fetched: no page has a gap that nobody sees.
 *
 * @throws {RefusedError} `message_not_found`, or `relay_unreachable` where the gap cannot be
 *   filled at the moment
 */
export async function messagesAround(
  { cache, sync, client }: Workspace,
  { conversationId, messageId, limit }: BridgeParsed<'conversation.around'>,
): Promise<BridgeOutput<'conversation.around'>> {
  for (;;) {
    const message = cache.messages.get(messageId);
    const reach = reachOf(cache, sync, conversationId);
    const isElsewhere = message !== null && message.conversationId !== conversationId;
    if (isElsewhere || (message === null && reach.complete)) {
      throw new RefusedError('message_not_found');
    }
    if (message !== null && isWithin(reach, message)) {
      const later = cache.messages.after(conversationId, message, Math.floor(limit / 2) + 1);
      const newer = later.slice(0, Math.floor(limit / 2));
      const from = reach.complete ? null : reach.place;
      const room = limit - 1 - newer.length;
      const before = cache.messages.page(conversationId, message, from, room);
      const messages = [...before.toReversed(), message, ...newer];
      const hasOlder = !reach.complete || before.length === room;
      return {
        messages,
        previous: hasOlder ? placeOf(messages[0]) : null,
        next: later.length > newer.length ? placeOf(messages.at(-1)) : null,
      };
    }
    if (!client.isOnline()) {
      throw new RefusedError('relay_unreachable', 'the messages around this one are not here yet');
    }
    await sync.fetchOlder(conversationId, reach.place, FAR);
  }
}

/** The messages after a place that was reached from an older page, from the cache alone. */
export function messagesAfter(
  { cache }: Workspace,
  { conversationId, after, limit }: BridgeParsed<'conversation.newer'>,
): BridgeOutput<'conversation.newer'> {
  const found = cache.messages.after(conversationId, after, limit + 1);
  const messages = found.slice(0, limit);
  return { messages, next: found.length > limit ? placeOf(messages.at(-1)) : null };
}
