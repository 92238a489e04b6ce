import type { BridgeOutput, BridgeParsed } from '../../../shared/contract/bridge.ts';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import type { MessageRecord } from '../../../shared/contract/records.ts';
import type { Cache } from '../../cache/cache.ts';
import type { MessagePlace } from '../../cache/repos/message-reader.ts';
import type { Sync } from '../../sync/sync.ts';
import type { Workspace } from '../session/workspace.ts';

/** Down to where a conversation is here without a gap. */
export interface Reach {
  /** Null: nothing is known to be here. Means nothing where it is complete. */
  readonly place: MessagePlace | null;
  readonly complete: boolean;
}

function older(one: MessagePlace | null, other: MessagePlace | null): MessagePlace | null {
  if (one === null) return other;
  if (other === null) return one;
  if (one.at !== other.at) return one.at < other.at ? one : other;
  return one.id < other.id ? one : other;
}

/** What is here of a conversation: by its own pages, and by the history of all. */
export function reachOf(cache: Cache, sync: Sync, id: ConversationId): Reach {
  const own = cache.coverage.get(id);
  const all = sync.history();
  return {
    place: older(own?.place ?? null, all.before),
    complete: own?.complete === true || all.done,
  };
}

function answer(
  newestFirst: readonly MessageRecord[],
  more: boolean,
): BridgeOutput<'conversation.messages'> {
  const last = newestFirst.at(-1);
  const previous = more && last !== undefined ? { at: last.at, id: last.id } : null;
  return { messages: newestFirst.toReversed(), previous };
}

/**
 * A page of messages. It is answered from the cache wherever there is something without a gap;
 * only else the relay is asked. Where it cannot be reached, what is here is shown.
 *
 * @throws {RefusedError} `relay_unreachable` for an older page of which nothing is here
 */
export async function pageOfMessages(
  { cache, sync, client }: Workspace,
  { conversationId, before, limit }: BridgeParsed<'conversation.messages'>,
): Promise<BridgeOutput<'conversation.messages'>> {
  const read = (from: MessagePlace | null): readonly MessageRecord[] =>
    cache.messages.page(conversationId, before, from, limit);

  for (;;) {
    const reach = reachOf(cache, sync, conversationId);
    if (reach.complete) {
      const found = read(null);
      return answer(found, found.length === limit);
    }
    const covered = reach.place === null ? [] : read(reach.place);
    if (covered.length > 0) return answer(covered, true);
    if (!client.isOnline()) {
      const found = read(null);
      if (found.length > 0 || before === null) return answer(found, found.length > 0);
    }
    await sync.fetchOlder(conversationId, reach.place);
  }
}
