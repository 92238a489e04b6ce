import { useMutation, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import {
  type CommandInput,
  type CommandName,
  type CommandResult,
  RESULT_SCHEMAS,
} from '../../shared/contract/commands.ts';
import { commandId } from '../../shared/contract/ids.ts';
import type { RefusedError } from '../../shared/contract/errors.ts';
import {
  READ_SCHEMAS,
  type ReadInput,
  type ReadName,
  type ReadValue,
} from '../../shared/contract/reads.ts';
import { useBootstrap, useBridge } from './context.tsx';

export { useRecords } from './use-records.ts';

/** Gives a command that may wait for the relay; it is seen at once. `error` is the refusal. */
export function useGive<N extends CommandName>(name: N) {
  const client = useBridge();
  return useMutation<unknown, RefusedError, CommandInput<N>>({
    mutationFn: (input) => client.call('command.give', { name, input }),
  });
}

/** Has the relay carry out a command now; resolves to its result. `error` is the refusal. */
export function useNow<N extends CommandName>(name: N) {
  const client = useBridge();
  return useMutation<CommandResult<N> | undefined, RefusedError, CommandInput<N>>({
    mutationFn: async (input) => {
      const id = commandId.parse(crypto.randomUUID());
      const { result } = await client.call('command.now', { commandId: id, name, input });
      return RESULT_SCHEMAS[name]?.parse(result);
    },
  });
}

/** An answer, and since when it is one; null: the relay has just given it. */
interface Answer<N extends ReadName> {
  readonly value: ReadValue<N>;
  readonly asOf: number | null;
}

function useAnswer<N extends ReadName, T>(
  name: N,
  input: ReadInput<N>,
  select: (answer: Answer<N>) => T,
): UseQueryResult<T, RefusedError> {
  const client = useBridge();
  const { state, waiting } = useBootstrap().connection;
  const answer = useQuery<Answer<N>, RefusedError, T>({
    queryKey: ['relay.ask', { name, input }],
    // Nothing tells of what is not kept here: it is asked anew whenever it is looked at.
    staleTime: 0,
    queryFn: async () => {
      const { value, asOf } = await client.call('relay.ask', { name, input });
      return { value: READ_SCHEMAS[name].value.parse(value), asOf: asOf ?? null };
    },
    select,
  });
  // The relay is back, or has been told what waited here: what it says may be another thing now.
  const { refetch } = answer;
  const told = state === 'online' ? `${waiting === 0}` : null;
  const lastTold = useRef(told);
  useEffect(() => {
    if (lastTold.current === told) return;
    lastTold.current = told;
    if (told !== null) void refetch();
  }, [told, refetch]);
  return answer;
}

/** What the relay answers to a read; asked anew whenever the input changes. */
export function useAsk<N extends ReadName>(
  name: N,
  input: ReadInput<N>,
): UseQueryResult<ReadValue<N>, RefusedError> {
  return useAnswer(name, input, ({ value }) => value);
}

/** When the answer of `useAsk` to the same was given, ms, where the relay is away; null: it is there. */
export function useAskedAt<N extends ReadName>(name: N, input: ReadInput<N>): number | null {
  const { state } = useBootstrap().connection;
  const { data, dataUpdatedAt } = useAnswer(name, input, ({ asOf }) => ({ asOf }));
  if (data === undefined) return null;
  // It went away while its answer was on the screen.
  return data.asOf ?? (state === 'offline' ? dataUpdatedAt : null);
}
