import type { ConversationId } from '../../../shared/contract/ids.ts';
import type { PersonRecord } from '../../../shared/contract/records.ts';
import type { Presence } from '../../../shared/contract/relay.ts';

/** Somebody else in a conversation. */
export interface Colleague {
  readonly person: PersonRecord;
  readonly typing: boolean;
}

/** How colleagues call each other. */
export const firstName = (name: string) => name.trim().split(/\s+/)[0] ?? name;

/** Nobody: always the same list, so that nothing is drawn anew for it. */
export const NOBODY: readonly Colleague[] = [];

/**
 * Who is in which conversation, those who write first, then by name. Somebody with two windows
 * in one conversation is there once; whoever is not known by name is left out.
 */
export function colleaguesByPlace(
  present: readonly Presence[],
  people: readonly PersonRecord[],
): ReadonlyMap<ConversationId, readonly Colleague[]> {
  const byId = new Map(people.map((person) => [person.id, person]));
  const places = new Map<ConversationId, Map<string, Colleague>>();
  for (const { personId, conversationId, typing } of present) {
    const person = byId.get(personId);
    if (conversationId === null || person === undefined) continue;
    const there = places.get(conversationId) ?? new Map<string, Colleague>();
    const before = there.get(personId)?.typing ?? false;
    there.set(personId, { person, typing: typing || before });
    places.set(conversationId, there);
  }
  return new Map(
    [...places].map(([id, there]) => [
      id,
      [...there.values()].toSorted(
        (left, right) =>
          Number(right.typing) - Number(left.typing) ||
          left.person.name.localeCompare(right.person.name),
      ),
    ]),
  );
}
