import { z } from 'zod';
import { MAX_MENTIONS, noteBody } from '../commands/notes.ts';
import { conversationId, noteId, personId } from '../ids.ts';
import { noteRecord } from '../records.ts';

/** A note as the person sees it. */
export const noteView = z.object({
  note: noteRecord,
  /** It is here alone, until the relay can be reached. */
  waiting: z.boolean(),
  /** Whether this person may remove it. */
  removable: z.boolean(),
});
export type NoteView = z.infer<typeof noteView>;

const none = z.strictObject({});

/** The calls about private notes. */
export const NOTE_CALLS = {
  /** The conversation's notes by time, what is on its way to the relay included. */
  'note.list': {
    input: z.strictObject({ conversationId }),
    output: z.object({ notes: z.array(noteView) }),
  },
  /** Queues the note here and takes it out of the draft in the same transaction. */
  'note.add': {
    input: z.strictObject({
      /** Made by the page: a repetition after a lost answer counts once. */
      noteId,
      conversationId,
      body: noteBody,
      mentionIds: z.array(personId).max(MAX_MENTIONS),
    }),
    output: none,
  },
  'note.remove': { input: z.strictObject({ noteId, conversationId }), output: none },
} as const;
