import type { Engine } from '../core/engine.ts';
import type { MediaRecord, MessageRecord } from '../core/records.ts';
import { channelOf } from '../platform/addresses.ts';

const MEDIA_TIMEOUT_MS = 10_000;
const MB = 1024 * 1024;

/* What goes over the channels (Twilio, "Guidance on WhatsApp Media Messages" and "Accepted
 * content types for media"): sizes in bytes. */

const WHATSAPP_TYPES: Readonly<Record<string, number>> = {
  'image/jpeg': 5 * MB,
  'image/png': 5 * MB,
  'image/webp': 5 * MB,
  'audio/ogg': 16 * MB,
  'audio/amr': 16 * MB,
  'audio/3gpp': 16 * MB,
  'audio/aac': 16 * MB,
  'audio/mpeg': 16 * MB,
  'video/mp4': 16 * MB,
  'application/pdf': 16 * MB,
  'application/msword': 16 * MB,
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 16 * MB,
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 16 * MB,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 16 * MB,
  'text/vcard': 16 * MB,
};
const MMS_LIMIT = 5 * MB;

/** Twilio could not get the file, or got no bytes. */
const NOT_FETCHED = 63019;
/** The channel does not carry it: by its type, or as it is too large. */
const NOT_CARRIED = 63021;

function largest(channel: 'whatsapp' | 'sms', contentType: string): number {
  if (channel === 'sms') return MMS_LIMIT;
  return Object.hasOwn(WHATSAPP_TYPES, contentType) ? (WHATSAPP_TYPES[contentType] ?? 0) : 0;
}

/**
 * Fetches what a message carries, as Twilio does between accepting and sending it.
 *
 * @param at ms, the moment that the log gives it
 * @returns the code with which the message fails; null: everything is there
 */
export async function fetchMedia(
  engine: Engine,
  account: string,
  message: MessageRecord,
  at: number,
): Promise<number | null> {
  if (message.mediaUrls.length === 0) return null;
  const media: MediaRecord[] = [];
  for (const url of message.mediaUrls) {
    const got = await fetchOne(url, channelOf(message.to));
    if (typeof got === 'number') return got;
    media.push({ sid: engine.nextSid('ME', account), ...got });
  }
  engine.record({ type: 'media-fetched', account, sid: message.sid, media }, at);
  return null;
}

async function fetchOne(
  url: string,
  channel: 'whatsapp' | 'sms',
): Promise<Omit<MediaRecord, 'sid'> | number> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(MEDIA_TIMEOUT_MS) });
    if (!answer.ok) {
      await answer.body?.cancel();
      return NOT_FETCHED;
    }
    const type = answer.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
    const contentType = type ?? 'application/octet-stream';
    const limit = largest(channel, contentType);
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of answer.body ?? []) {
      size += part.byteLength;
      if (size > limit) return NOT_CARRIED;
      parts.push(part);
    }
    if (size === 0) return NOT_FETCHED;
    return { contentType, base64: Buffer.concat(parts).toString('base64') };
  } catch {
    return NOT_FETCHED;
  }
}
