import { QueryClient } from '@tanstack/react-query';

/**
 * The cache of answers. The core says what has changed, so nothing grows stale by itself; and
 * the core is on this machine, so being offline stops no call.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        gcTime: 5 * 60_000,
        retry: false,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
