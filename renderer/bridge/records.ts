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

/** What the relay answers to a read; asked anew whenever the input changes. */
export function useAsk<N extends ReadName>(
  name: N,
  input: ReadInput<N>,
): UseQueryResult<ReadValue<N>, RefusedError> {
  const client = useBridge();
  const { state, waiting } = useBootstrap().connection;
  const answer = useQuery<ReadValue<N>, RefusedError, ReadValue<N>>({
    queryKey: ['relay.ask', { name, input }],
    // Nothing tells of what is not kept here: it is asked anew whenever it is looked at.
    staleTime: 0,
    queryFn: async () => {
      const { value } = await client.call('relay.ask', { name, input });
      return READ_SCHEMAS[name].value.parse(value);
    },
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
