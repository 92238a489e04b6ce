import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { RefusedError } from '../../../../shared/contract/errors.ts';
import type { ConversationId, MessageId } from '../../../../shared/contract/ids.ts';
import type { MessageRecord } from '../../../../shared/contract/records.ts';
import { useBridge } from '../../../bridge/context.tsx';
import { useStable } from '../../../ui/use-stable.ts';
import {
  joinStretches,
  mergeAfter,
  mergeBefore,
  newestShown,
  placeAfter,
  putMessages,
  staleStretch,
  stretchOf,
  type MessageStretch,
} from './merge-pages.ts';
import { messagesKey, newestQuery } from './newest-page.ts';

const PAGE = 50;
/** Of who scrolls far back: every page that comes is work for all the messages that are loaded. */
const LATER_PAGE = 150;

/** The messages of a conversation that are loaded, and how to load more. */
export interface Messages {
  /** What is shown; null while the first page is being asked for. */
  readonly stretch: MessageStretch | null;
  /** The stretch up to the newest message, where another one is shown; null: it is shown itself. */
  readonly newest: MessageStretch | null;
  /** Another number: another part of the conversation is shown, not more of the same. */
  readonly part: number;
  readonly error: RefusedError | null;
  readonly retry: () => void;
  /** Loads the page before what is there; does nothing where one is under way or none is left. */
  readonly loadOlder: () => void;
  /** Loads the page after what is there, likewise. */
  readonly loadNewer: () => void;
  /** Why the page before could not be had; null: nothing is wrong. */
  readonly olderError: RefusedError | null;
  /** Why the page after could not be had; null: nothing is wrong. */
  readonly newerError: RefusedError | null;
  /** Shows the part of the conversation that a message lies in. Rejects with a refusal. */
  readonly reach: (id: MessageId) => Promise<void>;
  /** Shows the part with the newest message again. */
  readonly toNewest: () => void;
  /** Asks anew for what is on the screen, where that may be out of date. */
  readonly refresh: (visible: readonly MessageRecord[]) => void;
  /** Puts a message in its place before the core tells of it. */
  readonly put: (message: MessageRecord) => void;
}

function refusedOf(cause: unknown): RefusedError {
  return cause instanceof RefusedError ? cause : new RefusedError('internal');
}

function has(stretch: MessageStretch | null, id: MessageId): boolean {
  return stretch?.messages.some((message) => message.id === id) ?? false;
}

/** One load at a time; what went wrong with the last one. */
function useGuarded(load: () => Promise<void>) {
  const busy = useRef(false);
  const [error, setError] = useState<RefusedError | null>(null);
  const start = useStable(() => {
    if (busy.current) return;
    busy.current = true;
    load()
      .then(
        () => setError(null),
        (cause: unknown) => setError(refusedOf(cause)),
      )
      .finally(() => {
        busy.current = false;
      });
  });
  return { start, error };
}

/**
 * The messages of a conversation, kept in step with what the core pushes. Usually they are one
 * stretch up to the newest message; whoever looks for an older one is shown a stretch around it,
 * until the two meet.
 */
export function useMessages(conversationId: ConversationId): Messages {
  const client = useBridge();
  const queries = useQueryClient();
  const [detour, setDetour] = useState<MessageStretch | null>(null);
  /** Two stretches that have met: shown until the answer that is kept is drawn with them. */
  const [joined, setJoined] = useState<MessageStretch | null>(null);
  const [part, setPart] = useState(0);

  const key = messagesKey(conversationId);
  const readNewest = () => queries.getQueryData<MessageStretch>(key) ?? null;
  const query = useQuery<MessageStretch, RefusedError>(
    newestQuery(client, queries, conversationId),
  );

  // What is shown, also between two renders.
  const aside = useRef<MessageStretch | null>(null);
  const show = (next: MessageStretch | null) => {
    aside.current = next;
    setDetour(next);
  };
  const read = () => aside.current ?? readNewest();
  /** Where a stretch from the middle has met the newest one, the two are one from then on. */
  const write = (how: (stretch: MessageStretch) => MessageStretch) => {
    const newest = readNewest();
    if (aside.current === null) {
      queries.setQueryData<MessageStretch>(key, (now) => now && how(now));
      return;
    }
    const next = how(aside.current);
    const whole = newest === null ? null : joinStretches(next, newest);
    if (whole === null) {
      show(next);
      return;
    }
    queries.setQueryData<MessageStretch>(key, whole);
    setJoined(whole);
    show(null);
  };

  useEffect(
    () =>
      client.on('changed', ({ topics }) => {
        const came = topics.flatMap((topic) =>
          topic.kind === 'message' && topic.record.conversationId === conversationId
            ? [topic.record]
            : [],
        );
        if (came.length === 0) return;
        queries.setQueryData<MessageStretch>(
          messagesKey(conversationId),
          (now) => now && putMessages(now, came),
        );
      }),
    [client, queries, conversationId],
  );

  const { dataUpdatedAt } = query;
  useEffect(() => {
    // A change of the conversation may be one of what is shown aside.
    if (aside.current !== null) write(staleStretch);
  }, [dataUpdatedAt]);

  const older = useGuarded(async () => {
    const known = read();
    const before = known?.previous ?? null;
    if (known === null || before === null) return;
    const page = await client.call('conversation.messages', {
      conversationId,
      before,
      limit: known.messages.length > LATER_PAGE ? LATER_PAGE : PAGE,
    });
    // Another part of the conversation may be shown by now.
    write((stretch) =>
      stretch.previous?.id === before.id ? mergeBefore(stretch, page, before) : stretch,
    );
  });
  const newer = useGuarded(async () => {
    const after = read()?.next ?? null;
    if (after === null) return;
    const page = await client.call('conversation.newer', { conversationId, after, limit: PAGE });
    write((stretch) => (stretch.next?.id === after.id ? mergeAfter(stretch, page) : stretch));
  });

  const toNewest = () => {
    if (aside.current === null) return;
    setJoined(null);
    show(null);
    setPart((now) => now + 1);
  };
  async function reach(id: MessageId): Promise<void> {
    if (has(read(), id)) return;
    if (has(readNewest(), id)) {
      toNewest();
      return;
    }
    const page = await client.call('conversation.around', {
      conversationId,
      messageId: id,
      limit: PAGE,
    });
    show(stretchOf(page));
    setPart((now) => now + 1);
    write((stretch) => stretch);
  }

  const refreshing = useRef(false);
  async function refresh(visible: readonly MessageRecord[]): Promise<void> {
    const stretch = read();
    if (stretch === null || refreshing.current) return;
    const stale = visible.findLast((message) => !stretch.fresh.has(message.id));
    // The end of the newest stretch comes by itself, that of one from the middle with what follows.
    const before = stale === undefined ? null : placeAfter(stretch, stale.id);
    if (before === null) return;
    refreshing.current = true;
    try {
      const page = await client.call('conversation.messages', {
        conversationId,
        before,
        limit: PAGE,
      });
      write((now) => (has(now, before.id) ? mergeBefore(now, page, before) : now));
    } catch {
      // What is on the screen stays; the next change or scroll asks again.
    } finally {
      refreshing.current = false;
    }
  }

  const { refetch } = query;
  const kept = query.data ?? null;
  const newest = newestShown(kept, joined);
  const isKept = newest === kept;
  useEffect(() => {
    if (isKept) setJoined(null);
  }, [isKept, joined]);
  return {
    stretch: detour ?? newest,
    newest: detour === null ? null : newest,
    part,
    error: query.data === undefined ? query.error : null,
    retry: useCallback(() => void refetch(), [refetch]),
    loadOlder: older.start,
    olderError: older.error,
    loadNewer: newer.start,
    newerError: newer.error,
    reach,
    toNewest,
    refresh: (visible) => void refresh(visible),
    put: (message) =>
      queries.setQueryData<MessageStretch>(key, (now) => now && putMessages(now, [message])),
  };
}
