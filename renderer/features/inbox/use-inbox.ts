import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type {
  BridgeInput,
  BridgeOutput,
  InboxFilter,
  InboxItem,
} from '../../../shared/contract/bridge.ts';
import type { RefusedError } from '../../../shared/contract/errors.ts';
import { useBridge } from '../../bridge/context.tsx';
import { useRelayNow } from '../window/use-relay-now.ts';
import { mergePages } from './merge-pages.ts';

const PAGE = 50;
type Place = BridgeInput<'inbox.list'>['before'];

export interface Inbox {
  /** Newest first; null while nothing is known yet. */
  readonly items: readonly InboxItem[] | null;
  readonly error: RefusedError | null;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  readonly tryAgain: () => void;
}

/** The conversations of a part of the inbox, page by page, kept in step with the core. */
export function useInbox(filter: InboxFilter): Inbox {
  const client = useBridge();
  const query = useInfiniteQuery<
    BridgeOutput<'inbox.list'>,
    RefusedError,
    { readonly pages: readonly BridgeOutput<'inbox.list'>[] },
    readonly ['inbox.list', { readonly filter: InboxFilter }],
    Place
  >({
    queryKey: ['inbox.list', { filter }],
    queryFn: ({ pageParam }) =>
      client.call('inbox.list', { filter, before: pageParam, limit: PAGE }),
    initialPageParam: null,
    getNextPageParam: (page) => page.next,
  });
  const { data, refetch, fetchNextPage, isFetchingNextPage, hasNextPage } = query;

  // Windows close without a change in the cache: these two parts are asked anew every minute.
  const minute = useRelayNow('minute');
  const byTime = filter === 'closing' || filter === 'closed';
  useEffect(() => {
    if (byTime) void refetch({ cancelRefetch: false });
  }, [byTime, minute, refetch]);

  const items = useMemo(() => (data === undefined ? null : mergePages(data.pages)), [data]);
  return {
    items,
    error: data === undefined ? query.error : null,
    hasMore: hasNextPage,
    loadMore: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
    tryAgain: () => void refetch(),
  };
}
