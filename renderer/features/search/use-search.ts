import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type {
  BridgeInput,
  BridgeOutput,
  InboxItem,
  MessageFound,
  NoteFound,
} from '../../../shared/contract/bridge.ts';
import type { RefusedError } from '../../../shared/contract/errors.ts';
import { useBridge } from '../../bridge/context.tsx';

const PAGE = 30;
/** So long nothing may be typed before it is searched for, in ms. */
const PAUSE = 80;
/** What was found is let go so long after it was shown, in ms: it is many messages. */
const KEEP = 60_000;

type Place = BridgeInput<'search.find'>['before'];

/** What a search has found so far. */
export interface Found {
  /** What it was searched for: what is typed now may be more. */
  readonly text: string;
  readonly conversations: readonly InboxItem[];
  readonly notes: readonly NoteFound[];
  readonly messages: readonly MessageFound[];
  /** False while older messages are still being loaded. */
  readonly complete: boolean;
}

export interface Search {
  /** Null while nothing is asked for, or nothing is known yet. */
  readonly found: Found | null;
  readonly error: RefusedError | null;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  readonly tryAgain: () => void;
}

function usePause(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return text === '' ? '' : settled;
}

/** Searches as one types; what was found before stays until something else is found. */
export function useSearch(typed: string): Search {
  const client = useBridge();
  const text = usePause(typed.trim());
  const query = useInfiniteQuery<
    BridgeOutput<'search.find'> & { readonly text: string },
    RefusedError,
    {
      readonly pages: readonly (BridgeOutput<'search.find'> & { readonly text: string })[];
    },
    readonly ['search.find', { readonly text: string }],
    Place
  >({
    queryKey: ['search.find', { text }],
    queryFn: async ({ pageParam }) => ({
      ...(await client.call('search.find', { text, before: pageParam, limit: PAGE })),
      text,
    }),
    initialPageParam: null,
    getNextPageParam: (page) => page.next,
    enabled: text !== '',
    gcTime: KEEP,
    // What is found changes with every message that comes: a search is made anew.
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  const { data, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = query;
  const found = useMemo(() => {
    const first = data?.pages[0];
    const last = data?.pages.at(-1);
    if (text === '' || first === undefined || last === undefined) return null;
    return {
      text: first.text,
      conversations: first.conversations,
      notes: first.notes,
      messages: data?.pages.flatMap((page) => page.messages) ?? [],
      complete: last.complete,
    };
  }, [data, text]);
  return {
    found,
    error: text !== '' && query.isError ? query.error : null,
    hasMore: hasNextPage,
    loadMore: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
    tryAgain: () => void refetch(),
  };
}
