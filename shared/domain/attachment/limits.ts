import type { Channel } from '../../contract/records.ts';

/* What the channels take as files. Twilio, "Guidance on WhatsApp Media Messages"
 * (twilio.com/docs/whatsapp/guidance-whatsapp-media-messages): 16 MB, images 5 MB; the types
 * below; `image/webp` is for stickers alone, which have rules of their own and are left out; no
 * captions for documents. "Accepted content types for media"
 * (twilio.com/docs/messaging/guides/accepted-mime-types): the content type that the address
 * answers with must be that of the file. */

/** Of the two readings of "MB" the smaller one: what is larger may be refused. */
const MB = 1_000_000;

export type AttachmentKind = 'image' | 'audio' | 'video' | 'document' | 'contact';

interface KindLimits {
  /** Bytes. */
  readonly maxSize: number;
  /** Whether the text beside the file arrives with it. Otherwise it is a message of its own. */
  readonly caption: boolean;
}

/** The limits of each kind of file on WhatsApp. */
export const ATTACHMENT_KINDS: Readonly<Record<AttachmentKind, KindLimits>> = {
  image: { maxSize: 5 * MB, caption: true },
  video: { maxSize: 16 * MB, caption: true },
  audio: { maxSize: 16 * MB, caption: false },
  document: { maxSize: 16 * MB, caption: false },
  contact: { maxSize: 16 * MB, caption: false },
};

/** The media types that WhatsApp takes through Twilio, each with what it is there. */
export const ATTACHMENT_TYPES: Readonly<Record<string, AttachmentKind>> = {
  'image/jpeg': 'image',
  'image/png': 'image',
  // With H.264 video and AAC audio.
  'video/mp4': 'video',
  // Outbound with the Opus codec alone.
  'audio/ogg': 'audio',
  'audio/amr': 'audio',
  'audio/3gpp': 'audio',
  'audio/aac': 'audio',
  'audio/mpeg': 'audio',
  'application/pdf': 'document',
  'application/msword': 'document',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'document',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'document',
  'text/vcard': 'contact',
};

/** Nothing larger is taken by any channel, in bytes. */
export const LARGEST_ATTACHMENT = Math.max(
  ...Object.values(ATTACHMENT_KINDS).map(({ maxSize }) => maxSize),
);

/** The channels that take files. SMS would need MMS, which few countries have. */
export const ATTACHMENT_CHANNELS: ReadonlySet<Channel> = new Set<Channel>(['whatsapp']);
