import { effectOf } from '../cache/effects.ts';
import type { StoredCommand } from '../cache/repos/outbox.ts';
import type { Topics } from './topics.ts';

/** Says that what a command shows before the relay has it may look different now. */
export function tellCommand(topics: Topics, { name, input, conversationId }: StoredCommand): void {
  if (conversationId !== null) {
    topics.conversation(conversationId);
    if (name.startsWith('note.')) topics.notes(conversationId);
  }
  const effect = effectOf(name, input);
  if (effect !== null) topics.records(effect.entity);
}
