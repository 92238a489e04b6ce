import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { BridgeOutput } from '../../../shared/contract/bridge.ts';
import type { ContactFilter, ContactSort } from '../../../shared/contract/bridge/contacts.ts';
import type { RefusedError } from '../../../shared/contract/errors.ts';
import type { ContactRecord } from '../../../shared/contract/records.ts';
import { useBridge } from '../../bridge/context.tsx';
import { joinPages } from './join-pages.ts';

const PAGE = 100;

export interface Contacts {
  /** In the order of the sort; null while nothing is known yet. */
  readonly contacts: readonly ContactRecord[] | null;
  readonly error: RefusedError | null;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  readonly tryAgain: () => void;
}

/** The contacts that the filter lets through, page by page, kept in step with the core. */
export function useContacts(filter: ContactFilter, sort: ContactSort): Contacts {
  const client = useBridge();
  const which = { ...filter, sort };
  const query = useInfiniteQuery<
    BridgeOutput<'contacts.list'>,
    RefusedError,
    { readonly pages: readonly BridgeOutput<'contacts.list'>[] },
    readonly ['contacts.list', typeof which],
    string | null
  >({
    queryKey: ['contacts.list', which],
    queryFn: ({ pageParam }) =>
      client.call('contacts.list', { ...which, after: pageParam, limit: PAGE }),
    initialPageParam: null,
    getNextPageParam: ({ next }) => next,
    // While another letter is typed, what was found stays in sight.
    placeholderData: (before) => before,
  });
  const { data, refetch, fetchNextPage, isFetchingNextPage, hasNextPage } = query;
  const contacts = useMemo(() => (data === undefined ? null : joinPages(data.pages)), [data]);
  return {
    contacts,
    error: data === undefined ? query.error : null,
    hasMore: hasNextPage,
    loadMore: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
    tryAgain: () => void refetch(),
  };
}
