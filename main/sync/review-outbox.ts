import { COMMAND_SCHEMAS, isCommandName } from '../../shared/contract/commands.ts';
import { refuse } from '../../shared/contract/errors.ts';
import type { Cache } from '../cache/cache.ts';
import type { StoredCommand } from '../cache/repos/outbox.ts';
import { finishCommands, takeBack } from './outbox.ts';

function isUsable({ name, input }: StoredCommand): boolean {
  return isCommandName(name) && COMMAND_SCHEMAS[name].safeParse(input).success;
}

/**
 * Takes out commands that this version of the program could not give to the relay: another one
 * wrote them. A message that was to be sent stays, parked, with its text.
 *
 * @returns those that the relay has not got
 */
export function reviewOutbox(cache: Cache): readonly StoredCommand[] {
  const unusable = cache.outbox.all().filter((command) => !isUsable(command));
  if (unusable.length === 0) return [];
  const lost = unusable.filter(({ state }) => state === 'waiting');
  cache.transaction(() => {
    // All of them first: conversations and contacts are worked out anew from those that are left.
    const contacts = new Set(unusable.flatMap(({ seq }) => cache.outbox.contactsOf(seq)));
    for (const { seq } of unusable) cache.outbox.remove(seq);
    for (const id of contacts) cache.refreshContact(id);
    for (const command of lost) takeBack(cache, command, refuse('invalid_input'));
    finishCommands(
      cache,
      unusable.filter(({ state }) => state === 'accepted'),
    );
  });
  return lost;
}
