import { useMutation, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { CommandInput, CommandName } from '../../shared/contract/commands.ts';
import type { RefusedError } from '../../shared/contract/errors.ts';
import {
  READ_SCHEMAS,
  type ReadInput,
  type ReadName,
  type ReadValue,
} from '../../shared/contract/reads.ts';
import { useBridge } from './context.tsx';

export { useRecords } from './use-records.ts';

/** Gives a command that may wait for the relay; it is seen at once. `error` is the refusal. */
export function useGive<N extends CommandName>(name: N) {
  const client = useBridge();
  return useMutation<unknown, RefusedError, CommandInput<N>>({
    mutationFn: (input) => client.call('command.give', { name, input }),
  });
}

/** What the relay answers to a read; asked anew whenever the input changes. */
export function useAsk<N extends ReadName>(
  name: N,
  input: ReadInput<N>,
): UseQueryResult<ReadValue<N>, RefusedError> {
  const client = useBridge();
  return useQuery<ReadValue<N>, RefusedError, ReadValue<N>>({
    queryKey: ['relay.ask', { name, input }],
    // Nothing tells of what is not kept here: it is asked anew whenever it is looked at.
    staleTime: 0,
    queryFn: async () => {
      const { value } = await client.call('relay.ask', { name, input });
      return READ_SCHEMAS[name].value.parse(value);
    },
  });
}
