import type { MessageRecord, NoteRecord } from '../../../../shared/contract/records.ts';

/** How what stands in a transcript is said; times are ms. */
export interface TranscriptWords {
  readonly time: (at: number) => string;
  readonly authorOf: (message: MessageRecord) => string;
  readonly nameOfNote: (note: NoteRecord) => string;
  readonly state: (status: MessageRecord['status']) => string;
  readonly kind: (kind: 'inbound' | 'outbound' | 'note') => string;
  /** Of a file without a name. */
  readonly file: (contentType: string) => string;
  readonly removedNote: string;
}

/** Text, button and place of a message, one per line. */
function textOf({ body, button, location }: MessageRecord): string {
  const place =
    location === null
      ? []
      : [location.label, location.address, `${location.latitude}, ${location.longitude}`];
  return [body, button?.text ?? null, ...place]
    .filter((line) => line !== null && line !== '')
    .join('\n');
}

/**
 * The rows of a transcript in the order of time: when, what, who, text, files, state.
 *
 * @param notes those that are wanted; none: an empty list
 */
export function transcriptRows(
  messages: readonly MessageRecord[],
  notes: readonly NoteRecord[],
  words: TranscriptWords,
): readonly (readonly string[])[] {
  const said = messages.map((message) => ({
    at: message.at,
    row: [
      words.time(message.at),
      words.kind(message.direction),
      words.authorOf(message),
      textOf(message),
      message.media
        .map(({ fileName, contentType }) => fileName ?? words.file(contentType))
        .join('; '),
      words.state(message.status),
    ],
  }));
  const noted = notes.map((note) => ({
    at: note.at,
    row: [
      words.time(note.at),
      words.kind('note'),
      words.nameOfNote(note),
      note.body ?? words.removedNote,
      '',
      '',
    ],
  }));
  // Sorting keeps what has the same time as it came: messages before their notes.
  return [...said, ...noted].toSorted((one, other) => one.at - other.at).map(({ row }) => row);
}
