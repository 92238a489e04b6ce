import type { RefusalCode } from '../../contract/errors.ts';
import type { Channel } from '../../contract/records.ts';
import {
  ATTACHMENT_CHANNELS,
  ATTACHMENT_KINDS,
  ATTACHMENT_TYPES,
  type AttachmentKind,
} from './limits.ts';

/** A media type without its parameters, as in `audio/ogg; codecs=opus`, in lower case. */
export function bareType(contentType: string): string {
  return contentType.split(';')[0]?.trim().toLowerCase() ?? '';
}

/** What a media type is on the channel; null: it is not taken. */
export function attachmentKind(contentType: string): AttachmentKind | null {
  const type = bareType(contentType);
  return Object.hasOwn(ATTACHMENT_TYPES, type) ? (ATTACHMENT_TYPES[type] ?? null) : null;
}

/** Whether the text beside such a file arrives with it. */
export function takesCaption(contentType: string): boolean {
  const kind = attachmentKind(contentType);
  return kind !== null && ATTACHMENT_KINDS[kind].caption;
}

/**
 * Why a channel does not take a file; null where it does.
 *
 * @param size bytes; nothing is sent that has none
 */
export function attachmentFault(
  channel: Channel,
  contentType: string,
  size: number,
): Extract<
  RefusalCode,
  'attachments_not_supported' | 'attachment_type_not_supported' | 'attachment_too_large'
> | null {
  if (!ATTACHMENT_CHANNELS.has(channel)) return 'attachments_not_supported';
  const kind = attachmentKind(contentType);
  // Twilio takes a file of no bytes for one that could not be fetched (63019).
  if (kind === null || size === 0) return 'attachment_type_not_supported';
  return size > ATTACHMENT_KINDS[kind].maxSize ? 'attachment_too_large' : null;
}
