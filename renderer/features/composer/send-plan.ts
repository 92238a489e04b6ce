import type { Draft } from '../../../shared/contract/bridge.ts';
import { MAX_CAPTION_LENGTH } from '../../../shared/contract/commands.ts';
import type { MediaId, MessageId } from '../../../shared/contract/ids.ts';
import type { MediaRecord } from '../../../shared/contract/records.ts';

/** One message that a draft becomes. */
export type SendStep = {
  /** The draft as it stands before this message: what is left where it is not taken. */
  readonly left: Draft;
  readonly repliesToId: MessageId | null;
} & (
  | { readonly kind: 'media'; readonly mediaId: MediaId; readonly caption: string | null }
  | { readonly kind: 'text'; readonly body: string }
);

/**
 * The messages that a draft becomes, in order: each file is a message of its own; the text is
 * the caption of the first one where that takes it, else a message after the files.
 *
 * @param takesCaption whether a file of this type can have a caption on the channel
 */
export function sendPlan(
  draft: Draft,
  takesCaption: (media: MediaRecord) => boolean,
): readonly SendStep[] {
  const { text, attachments } = draft;
  const typed = text.trim() === '' ? null : text;
  const [first] = attachments;
  const fits = typed !== null && typed.length <= MAX_CAPTION_LENGTH;
  const caption = first !== undefined && fits && takesCaption(first) ? typed : null;
  const steps: SendStep[] = [];
  // Before the first message the draft is the very object in the composer.
  let left = draft;
  attachments.forEach(({ id }, index) => {
    steps.push({
      kind: 'media',
      left,
      mediaId: id,
      caption: index === 0 ? caption : null,
      repliesToId: left.repliesToId,
    });
    left = {
      ...left,
      text: caption === null ? text : '',
      repliesToId: null,
      attachments: attachments.slice(index + 1),
    };
  });
  if (typed !== null && caption === null) {
    steps.push({ kind: 'text', left, body: typed, repliesToId: left.repliesToId });
  }
  return steps;
}
