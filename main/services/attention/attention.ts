import type { ConversationId } from '../../../shared/contract/ids.ts';
import type { MessageRecord } from '../../../shared/contract/records.ts';
import { notice } from '../../../shared/wording/notices.ts';
import type { Platform } from '../../platform/platform.ts';
import { beginningOf } from '../../sync/overlay.ts';
import type { RelayClock } from '../../sync/relay-clock.ts';
import type { Workspace } from '../session/workspace.ts';

/** What was missed for longer than this is no news any more, ms. */
const NEWS = 120_000;
/** From so many conversations on there is one notification for all of them. */
const MANY = 4;
/** The badge may lag behind by this, so that a backlog does not count again and again, ms. */
const BADGE_DELAY = 200;

/** Tells the person of what arrived, and keeps the number on the app's icon. */
export interface Attention {
  /** Messages that were not here. */
  readonly arrived: (messages: readonly MessageRecord[]) => void;
  /** The list of conversations may have changed. */
  readonly listChanged: () => void;
  readonly close: () => void;
}

/** Whose conversation it is to answer: mine or nobody's. */
function concerns({ cache, session }: Workspace, id: ConversationId): boolean {
  const conversation = cache.conversations.get(id);
  if (conversation === null || conversation.status !== 'open') return false;
  const { assigneeId } = conversation;
  return assigneeId === null || assigneeId === session().person.id;
}

function nameOf({ cache }: Workspace, id: ConversationId): string | null {
  const contactId = cache.conversations.get(id)?.contactId;
  return contactId === undefined ? null : (cache.contacts.get(contactId)?.name ?? null);
}

/**
 * The attention of whoever is signed in: what is theirs and what is nobody's.
 *
 * @param failed is told where the cache could not be asked
 */
export function createAttention(
  current: () => Workspace | null,
  { notify, setBadge }: Pick<Platform, 'notify' | 'setBadge'>,
  relayClock: RelayClock,
  failed: (error: unknown) => void,
): Attention {
  let shown = 0;
  let timer: NodeJS.Timeout | undefined;

  function countBadge(): void {
    timer = undefined;
    const workspace = current();
    const me = workspace?.session().person.id;
    const count =
      workspace === null || me === undefined
        ? 0
        : workspace.cache.inbox.unreadFor(me, relayClock.now());
    if (count === shown) return;
    shown = count;
    setBadge(count);
  }

  return {
    arrived: (messages) => {
      const workspace = current();
      if (notify === null || workspace === null) return;
      const since = relayClock.now() - NEWS;
      const news = messages.filter(
        ({ direction, at, conversationId }) =>
          direction === 'inbound' && at > since && concerns(workspace, conversationId),
      );
      const newest = new Map(news.map((message) => [message.conversationId, message]));
      if (newest.size >= MANY) {
        const values = { count: news.length, conversations: newest.size };
        notify({ title: 'Casement', body: notice('manyMessages', values) });
        return;
      }
      for (const [id, { body }] of newest) {
        const title = nameOf(workspace, id);
        if (title !== null) notify({ title, body: beginningOf(body) ?? notice('newMessage') });
      }
    },
    listChanged: () => {
      timer ??= setTimeout(() => {
        try {
          countBadge();
        } catch (error) {
          failed(error);
        }
      }, BADGE_DELAY);
    },
    close: () => {
      clearTimeout(timer);
    },
  };
}
