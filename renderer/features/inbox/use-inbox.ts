import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useMemo } from 'react';
import type {
  BridgeInput,
  BridgeOutput,
  InboxFilter,
  InboxItem,
  InboxSort,
} from '../../../shared/contract/bridge.ts';
import type { TagId } from '../../../shared/contract/ids.ts';
import type { RefusedError } from '../../../shared/contract/errors.ts';
import { useBridge } from '../../bridge/context.tsx';
import { useRelayNowWhen } from '../window/use-relay-now.ts';
import { mergePages } from './merge-pages.ts';
import { windowsLook } from './windows-look.ts';

const PAGE = 50;
type Place = BridgeInput<'inbox.list'>['before'];

export interface Inbox {
  /** In the order of the sort; null while nothing is known yet. */
  readonly items: readonly InboxItem[] | null;
  readonly error: RefusedError | null;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  readonly tryAgain: () => void;
}

/** The conversations of a part of the inbox, page by page, kept in step with the core. */
export function useInbox(filter: InboxFilter, tagId: TagId | null, sort: InboxSort): Inbox {
  const client = useBridge();
  const queries = useQueryClient();
  const query = useInfiniteQuery<
    BridgeOutput<'inbox.list'>,
    RefusedError,
    { readonly pages: readonly BridgeOutput<'inbox.list'>[] },
    readonly [
      'inbox.list',
      {
        readonly filter: InboxFilter;
        readonly tagId: TagId | null;
        readonly sort: InboxSort;
      },
    ],
    Place
  >({
    queryKey: ['inbox.list', { filter, tagId, sort }],
    queryFn: ({ pageParam }) =>
      client.call('inbox.list', { filter, tagId, sort, before: pageParam, limit: PAGE }),
    initialPageParam: null,
    getNextPageParam: (page) => page.next,
  });
  const { data, refetch, fetchNextPage, isFetchingNextPage, hasNextPage } = query;
  const items = useMemo(() => (data === undefined ? null : mergePages(data.pages)), [data]);

  // Windows close without a change in the cache: what depends on them is asked anew every
  // minute, and at the second in which one of the list closes.
  const look = (at: number) => windowsLook(items ?? [], at);
  const windows = look(useRelayNowWhen(look));
  const onTime = useEffectEvent(() => {
    void queries.invalidateQueries({ queryKey: ['inbox.counts'] });
    if (filter === 'closing' || filter === 'closed' || sort === 'window') {
      void refetch({ cancelRefetch: false });
    }
  });
  useEffect(() => onTime(), [windows]);

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
