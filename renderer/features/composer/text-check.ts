import { MAX_BODY_LENGTH } from '../../../shared/contract/commands.ts';
import { openPlaces } from '../../../shared/domain/canned-reply/fill.ts';

/** From so many characters left on, the count is shown. */
const SHOW_LEFT = 200;

export interface TextCheck {
  /** Whether the text may be sent as it is. */
  readonly sendable: boolean;
  /** Characters left; null: so many that nobody needs to know. Negative: too many. */
  readonly left: number | null;
}

/**
 * Whether a typed text may be sent: not blank, no longer than the channel takes, and no place of a
 * canned reply left to be filled.
 */
export function checkText(text: string): TextCheck {
  const left = MAX_BODY_LENGTH - text.length;
  return {
    sendable: text.trim() !== '' && left >= 0 && openPlaces(text).length === 0,
    left: left > SHOW_LEFT ? null : left,
  };
}

/** What keeps the draft from being sent, beside its text. */
export type FilesBlock = 'uploading' | 'failed' | null;

/**
 * What keeps the files of a draft from being sent.
 *
 * @param uploads those that are not in the draft yet
 */
export function filesBlock(uploads: readonly { readonly refusal: unknown }[]): FilesBlock {
  if (uploads.some(({ refusal }) => refusal === null)) return 'uploading';
  return uploads.length > 0 ? 'failed' : null;
}

/**
 * Whether text and files may go as they are: something is there, nothing is too long, and no
 * file is still on its way.
 */
export function checkDraft(
  draft: { readonly text: string; readonly attachments: readonly unknown[] },
  block: FilesBlock,
): TextCheck {
  const { sendable, left } = checkText(draft.text);
  const onlyFiles = draft.text.trim() === '' && draft.attachments.length > 0;
  return { sendable: block === null && (sendable || onlyFiles), left };
}
