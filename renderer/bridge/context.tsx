import {
  QueryClientProvider,
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { createContext, use, useEffect, type ReactNode } from 'react';
import type {
  BridgeCall,
  BridgeInput,
  BridgeOutput,
  Session,
  Settings,
} from '../../shared/contract/bridge.ts';
import type { RefusedError } from '../../shared/contract/errors.ts';
import type { BridgeClient } from './client.ts';
import { BOOTSTRAP_KEY, keepInStep } from './keep-in-step.ts';

const BridgeContext = createContext<BridgeClient | null>(null);

/** Gives the client and the cache of its answers to everything inside. */
export function BridgeProvider(props: {
  readonly client: BridgeClient;
  readonly queries: QueryClient;
  readonly children: ReactNode;
}) {
  const { client, queries, children } = props;
  useEffect(() => keepInStep(client, queries), [client, queries]);
  return (
    <BridgeContext value={client}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </BridgeContext>
  );
}

/** The client, for calls that are not kept. Throws outside a `BridgeProvider`. */
export function useBridge(): BridgeClient {
  const client = use(BridgeContext);
  if (client === null) throw new Error('useBridge needs a BridgeProvider around it');
  return client;
}

export interface BridgeQueryOptions {
  /** False: do not ask yet. */
  readonly enabled?: boolean;
  /** Show the answer to the former input until the new one is there. */
  readonly keepPrevious?: boolean;
  /** ms after which whoever looks next asks again; absent: only when the core says so. */
  readonly freshFor?: number;
}

/** The answer to a call, kept in step with what the core pushes. */
export function useBridgeQuery<C extends BridgeCall>(
  name: C,
  input: BridgeInput<C>,
  options: BridgeQueryOptions = {},
): UseQueryResult<BridgeOutput<C>, RefusedError> {
  const client = useBridge();
  return useQuery<BridgeOutput<C>, RefusedError, BridgeOutput<C>>({
    queryKey: [name, input],
    queryFn: () => client.call(name, input),
    enabled: options.enabled ?? true,
    ...(options.keepPrevious === true ? { placeholderData: keepPreviousData } : {}),
    ...(options.freshFor === undefined ? {} : { staleTime: options.freshFor }),
  });
}

/** A call that changes something; `error` is the refusal. */
export function useBridgeMutation<C extends BridgeCall>(
  name: C,
): UseMutationResult<BridgeOutput<C>, RefusedError, BridgeInput<C>> {
  const client = useBridge();
  return useMutation<BridgeOutput<C>, RefusedError, BridgeInput<C>>({
    mutationFn: (input) => client.call(name, input),
  });
}

/** The first answer of the core, while it is being asked for. */
export function useBootstrapQuery(): UseQueryResult<BridgeOutput<'app.bootstrap'>, RefusedError> {
  const client = useBridge();
  return useQuery<BridgeOutput<'app.bootstrap'>, RefusedError>({
    queryKey: BOOTSTRAP_KEY,
    queryFn: () => client.call('app.bootstrap', {}),
    gcTime: Infinity,
  });
}

/** Session, settings, connection, clock and abilities of the core. Only where they are loaded. */
export function useBootstrap(): BridgeOutput<'app.bootstrap'> {
  const { data } = useBootstrapQuery();
  if (data === undefined) throw new Error('useBootstrap needs the loaded app around it');
  return data;
}

/** The signed-in person and tenant. Only inside the frame. */
export function useSession(): Session {
  const { session } = useBootstrap();
  if (session === null) throw new Error('useSession needs a signed-in person');
  return session;
}

/** Puts a settings change in place at once and gives it to the core. */
export function useChangeSettings() {
  const client = useBridge();
  const queries = useQueryClient();
  return (part: Partial<Settings>) => {
    queries.setQueryData<BridgeOutput<'app.bootstrap'>>(
      BOOTSTRAP_KEY,
      (now) => now && { ...now, settings: { ...now.settings, ...part } },
    );
    return client.call('settings.update', part).catch(async () => {
      await queries.invalidateQueries({ queryKey: BOOTSTRAP_KEY });
    });
  };
}
