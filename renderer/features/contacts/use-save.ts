import type { CommandInput } from '../../../shared/contract/commands.ts';
import type { RefusedError } from '../../../shared/contract/errors.ts';
import { useBootstrap } from '../../bridge/context.tsx';
import { useGive, useNow } from '../../bridge/records.ts';

type Name = 'contact.create' | 'contact.edit' | 'contact.tag';

/**
 * Gives a command on a contact. With the relay at hand its refusal comes at once, while what was
 * typed is still in the form; without it the command waits and is seen already.
 */
export function useSave<N extends Name>(
  name: N,
): {
  readonly save: (input: CommandInput<N>) => Promise<unknown>;
  readonly error: RefusedError | null;
  readonly isPending: boolean;
} {
  const isOnline = useBootstrap().connection.state === 'online';
  const give = useGive(name);
  const now = useNow(name);
  const used = isOnline ? now : give;
  return { save: used.mutateAsync, error: used.error, isPending: used.isPending };
}
