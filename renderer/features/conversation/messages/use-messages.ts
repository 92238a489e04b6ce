import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { RefusedError } from '../../../../shared/contract/errors.ts';
import type { ConversationId, MessageId } from '../../../../shared/contract/ids.ts';
import type { MessageRecord } from '../../../../shared/contract/records.ts';
import { useBridge } from '../../../bridge/context.tsx';
import {
  mergeBefore,
  mergeNewest,
  placeAfter,
  putMessage,
  type MessageStretch,
} from './merge-pages.ts';

const PAGE = 50;
const JUMP_PAGE = 200;
/** A jump to a quoted message looks back at most this many pages. */
const MAX_JUMP_PAGES = 25;

/** The messages of a conversation that are loaded, and how to load more. */
export interface Messages {
  /** Null while the first page is being asked for. */
  readonly stretch: MessageStretch | null;
  readonly error: RefusedError | null;
  readonly retry: () => void;
  /** Loads the page before what is there; does nothing where one is under way or none is left. */
  readonly loadOlder: () => void;
  readonly loadingOlder: boolean;
  /** Why the page before could not be had; null: nothing is wrong. */
  readonly olderError: RefusedError | null;
  /** Loads back to a message. Resolves to whether it is there now. */
  readonly reach: (id: MessageId) => Promise<boolean>;
  /** Asks anew for what is on the screen, where that may be out of date. */
  readonly refresh: (visible: readonly MessageRecord[]) => void;
  /** Puts a message in its place before the core tells of it. */
  readonly put: (message: MessageRecord) => void;
}

/** The messages of a conversation, kept in step with what the core pushes. */
export function useMessages(conversationId: ConversationId): Messages {
  const client = useBridge();
  const queries = useQueryClient();
  const busy = useRef(false);
  const [loadingOlder, setLoadingOlder] = useState(false);
  const [olderError, setOlderError] = useState<RefusedError | null>(null);

  // A key of the call's name and its conversation, so that a change of this conversation asks for the newest page anew.
  const key = ['conversation.messages', { conversationId }] as const;
  const read = () => queries.getQueryData<MessageStretch>(key) ?? null;
  const write = (how: (stretch: MessageStretch) => MessageStretch) =>
    queries.setQueryData<MessageStretch>(key, (now) => now && how(now));

  const query = useQuery<MessageStretch, RefusedError>({
    queryKey: key,
    queryFn: async () => {
      const page = await client.call('conversation.messages', {
        conversationId,
        before: null,
        limit: PAGE,
      });
      return mergeNewest(read(), page);
    },
    structuralSharing: false,
  });

  async function older(limit: number): Promise<boolean> {
    const before = read()?.previous ?? null;
    if (before === null) return false;
    const page = await client.call('conversation.messages', { conversationId, before, limit });
    write((stretch) => mergeBefore(stretch, page, before));
    return true;
  }

  async function guarded<T>(run: () => Promise<T>, otherwise: T): Promise<T> {
    if (busy.current) return otherwise;
    busy.current = true;
    setLoadingOlder(true);
    try {
      const value = await run();
      setOlderError(null);
      return value;
    } catch (cause) {
      setOlderError(cause instanceof RefusedError ? cause : new RefusedError('internal'));
      return otherwise;
    } finally {
      busy.current = false;
      setLoadingOlder(false);
    }
  }

  const isThere = (id: MessageId) => read()?.messages.some((message) => message.id === id) ?? false;

  async function reach(id: MessageId): Promise<boolean> {
    for (let pages = 0; pages < MAX_JUMP_PAGES && !isThere(id); pages += 1) {
      if (!(await older(JUMP_PAGE))) break;
    }
    return isThere(id);
  }

  const refreshing = useRef(false);
  async function refresh(visible: readonly MessageRecord[]): Promise<void> {
    const stretch = read();
    const last = visible.at(-1);
    if (stretch === null || last === undefined || refreshing.current) return;
    if (visible.every((message) => stretch.fresh.has(message.id))) return;
    const before = placeAfter(stretch, last.id);
    if (before === null) return;
    refreshing.current = true;
    try {
      const page = await client.call('conversation.messages', {
        conversationId,
        before,
        limit: PAGE,
      });
      write((now) => mergeBefore(now, page, before));
    } catch {
      // What is on the screen stays; the next change or scroll asks again.
    } finally {
      refreshing.current = false;
    }
  }

  const { refetch } = query;
  return {
    stretch: query.data ?? null,
    error: query.data === undefined ? query.error : null,
    retry: useCallback(() => void refetch(), [refetch]),
    loadOlder: () => void guarded(() => older(PAGE), false),
    loadingOlder,
    olderError,
    reach: (id) => (isThere(id) ? Promise.resolve(true) : guarded(() => reach(id), false)),
    refresh: (visible) => void refresh(visible),
    put: (message) => write((stretch) => putMessage(stretch, message)),
  };
}
