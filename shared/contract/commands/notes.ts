import { z } from 'zod';
import { conversationId, noteId, personId } from '../ids.ts';
import { instant } from '../records.ts';

/** The longest note, in characters. */
export const MAX_NOTE_LENGTH = 4000;
/** The most colleagues that one note can name. */
export const MAX_MENTIONS = 20;

/** What a note says: the same where it is written, carried and kept. */
export const noteBody = z
  .string()
  .max(MAX_NOTE_LENGTH)
  .refine((text) => text.trim() !== '', 'is empty');

/** Private notes. Nothing of them is ever given to the provider. */
export const NOTE_COMMANDS = {
  'note.add': z.strictObject({
    noteId,
    conversationId,
    body: noteBody,
    mentionIds: z.array(personId).max(MAX_MENTIONS),
    /** When it was written, ms on the relay's clock as the desktop knows it; never in the future. */
    writtenAt: instant,
  }),
  /** The author and leads may; what it said is gone everywhere. */
  'note.remove': z.strictObject({ noteId }),
} as const;
