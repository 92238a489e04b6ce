import type { ConversationId } from '../../shared/contract/ids.ts';
import type { Change, MessageRecord } from '../../shared/contract/records.ts';
import type { Cursor, RelayValue } from '../../shared/contract/relay.ts';
import type { Cache } from '../cache/cache.ts';
import type { MessagePlace } from '../cache/repos/message-reader.ts';
import { type Applied, applyChanges } from './apply.ts';
import { finishClearing } from './finish-clearing.ts';
import { inSlices } from './slices.ts';
import { type SyncState, readSyncState, writeSyncState } from './sync-state.ts';
import type { Topics } from './topics.ts';

/** Conversations of a page of the first load, and newest messages that come with each. */
export const SNAPSHOT_PAGE = 50;
export const SNAPSHOT_MESSAGES = 20;

/** Writes the relay's answers into the cache, each slice with the note of how far it got. */
export interface Loader {
  readonly state: () => SyncState | null;
  /** Everything is to be loaded anew with the next first page; what is here stays until then. */
  readonly forgetCursor: () => void;
  /** The first page of a new log: it replaces everything that came from the relay. */
  readonly startAnew: (head: Cursor, page: RelayValue<'snapshot'>) => Promise<void>;
  readonly snapshotPage: (page: RelayValue<'snapshot'>) => Promise<void>;
  readonly historyPage: (page: RelayValue<'history'>) => Promise<void>;
  readonly contactsPage: (page: RelayValue<'contacts'>) => Promise<void>;
  /** Older messages of one conversation, which reach back from where it was covered. */
  readonly conversationPage: (id: ConversationId, page: RelayValue<'history'>) => Promise<void>;
  readonly changes: (page: RelayValue<'pull'>) => Promise<Applied>;
  /** Goes on with what is gone at the relay and has still to go here. */
  readonly clear: () => Promise<void>;
  /** Writes no more: the cache is about to be closed. */
  readonly stop: () => void;
}

function messagesOf(changes: readonly Change[]): readonly MessageRecord[] {
  return changes.flatMap((change) =>
    change.entity === 'message' && change.record !== null ? [change.record] : [],
  );
}

function oldest(messages: readonly MessageRecord[]): MessagePlace | null {
  let place: MessagePlace | null = null;
  for (const { at, id } of messages) {
    if (place === null || at < place.at || (at === place.at && id < place.id)) place = { at, id };
  }
  return place;
}

/** The loader of a cache. */
export function createLoader(cache: Cache, topics: Topics): Loader {
  /** Grows with every new beginning: an answer to a question from before it is thrown away. */
  let beginning = 0;

  async function write(
    changes: readonly Change[],
    progress: (state: SyncState, slice: readonly Change[], last: boolean) => SyncState,
    { first, tells = false }: { readonly first?: () => void; readonly tells?: boolean } = {},
  ): Promise<readonly Applied[]> {
    const mine = beginning;
    const results: Applied[] = [];
    let before = first;
    const writeSlice = (slice: readonly Change[], last: boolean): boolean => {
      if (beginning !== mine) return false;
      cache.transaction(() => {
        before?.();
        const applied = applyChanges(cache, slice, topics);
        results.push(applied);
        if (tells) topics.arrived(applied.messages);
        const state = readSyncState(cache.meta);
        if (state !== null) writeSyncState(cache.meta, progress(state, slice, last));
      });
      before = undefined;
      return true;
    };
    const tidy = (): void => {
      // The cache may have been closed meanwhile.
      if (beginning === mine) cache.search.tidy();
    };
    await inSlices(changes, writeSlice, { tidy, relieve: cache.relieve });
    await clear();
    return results;
  }

  function clear(): Promise<void> {
    const mine = beginning;
    return finishClearing(cache, topics, () => beginning === mine);
  }

  function coverConversations(changes: readonly Change[]): void {
    const messages = Map.groupBy(messagesOf(changes), (message) => message.conversationId);
    for (const change of changes) {
      if (change.entity !== 'conversation' || change.record === null) continue;
      const { id } = change.record;
      const its = messages.get(id) ?? [];
      const complete = its.length < SNAPSHOT_MESSAGES;
      cache.coverage.set(id, { place: oldest(its), complete });
    }
  }

  const snapshotProgress =
    (page: RelayValue<'snapshot'>) =>
    (state: SyncState, slice: readonly Change[], last: boolean): SyncState => {
      const loaded = state.loaded + messagesOf(slice).length;
      if (!last) return { ...state, loaded };
      coverConversations(page.changes);
      return { ...state, loaded, snapshot: { before: page.next, done: page.next === null } };
    };

  return {
    state: () => readSyncState(cache.meta),
    clear,
    forgetCursor: () => {
      beginning += 1;
      writeSyncState(cache.meta, null);
    },
    startAnew: async (head, page) => {
      beginning += 1;
      const first = (): void => {
        cache.clearRecords();
        writeSyncState(cache.meta, {
          cursor: head,
          snapshot: { before: null, done: false },
          history: { before: null, done: false },
          contacts: { after: null, done: false },
          loaded: 0,
        });
        topics.everything();
      };
      await write(page.changes, snapshotProgress(page), { first });
    },
    snapshotPage: async (page) => {
      await write(page.changes, snapshotProgress(page));
    },
    historyPage: async (page) => {
      await write(page.changes, (state, slice, last) => {
        const loaded = state.loaded + messagesOf(slice).length;
        if (!last) return { ...state, loaded };
        return { ...state, loaded, history: { before: page.next, done: page.next === null } };
      });
    },
    contactsPage: async (page) => {
      await write(page.changes, (state, _slice, last) =>
        last ? { ...state, contacts: { after: page.next, done: page.next === null } } : state,
      );
    },
    conversationPage: async (id, page) => {
      await write(page.changes, (state, _slice, last) => {
        if (!last) return state;
        const place = page.next ?? oldest(messagesOf(page.changes));
        cache.coverage.set(id, { place, complete: page.next === null });
        return state;
      });
    },
    changes: async (page) => {
      const inOrder = page.changes.toSorted((one, other) => one.number - other.number);
      const progress = (state: SyncState, slice: readonly Change[], last: boolean): SyncState => {
        const reached = last ? page.next.number : (slice.at(-1)?.number ?? 0);
        // Never beyond the page's own end, whatever number a row of it carries.
        const number = Math.max(state.cursor.number, Math.min(reached, page.next.number));
        return { ...state, cursor: { epoch: page.next.epoch, number } };
      };
      const applied = await write(inOrder, progress, { tells: true });
      return {
        messages: applied.flatMap(({ messages }) => messages),
        notes: applied.flatMap(({ notes }) => notes),
      };
    },
    stop: () => {
      beginning += 1;
    },
  };
}
