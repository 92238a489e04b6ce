import type { NoteView } from '../../../shared/contract/bridge/notes.ts';
import type { MessageId } from '../../../shared/contract/ids.ts';

/** Notes by their place among the messages. */
export interface PlacedNotes {
  /** Before the first message. */
  readonly first: readonly NoteView[];
  /** By the message that they follow. */
  readonly after: ReadonlyMap<MessageId, readonly NoteView[]>;
}

/**
 * Puts notes between messages by time; a note of the same moment follows the message.
 *
 * @param notes oldest first
 * @param messages oldest first, a stretch of the conversation
 * @param stretch whether the stretch begins and ends where the conversation does: a note beyond a
 *   stretch that goes on has its place among messages that are not loaded
 */
export function placeNotes(
  notes: readonly NoteView[],
  messages: readonly { readonly id: MessageId; readonly at: number }[],
  stretch: { readonly fromStart: boolean; readonly toEnd: boolean },
): PlacedNotes {
  const first: NoteView[] = [];
  const after = new Map<MessageId, NoteView[]>();
  let next = 0;
  for (const view of notes) {
    for (let at = messages[next]?.at; at !== undefined && at <= view.note.at;) {
      next += 1;
      at = messages[next]?.at;
    }
    const before = messages[next - 1];
    if (before === undefined) {
      if (stretch.fromStart) first.push(view);
    } else if (next < messages.length || stretch.toEnd) {
      const list = after.get(before.id);
      if (list === undefined) after.set(before.id, [view]);
      else list.push(view);
    }
  }
  return { first, after };
}
