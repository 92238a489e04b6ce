import { z } from 'zod';
import type { Channel } from '../../../shared/contract/records.ts';
import type { Address } from '../provider.ts';

const PREFIX = 'whatsapp:';
const e164 = z.string().regex(/^\+[1-9]\d{4,14}$/);
/**
 * Who else writes an SMS: a short code, or a name such as that of a bank or a parcel service. It
 * stands where the number of others stands.
 */
const smsName = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} &'_-]{0,29}$/u);
/** Meta's business-scoped user id: country code, a dot, and the id. */
const userId = z.string().regex(/^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/);

/** Twilio's form of an address: `whatsapp:` before what is on WhatsApp. */
export function toTwilio(channel: Channel, address: string): string {
  return channel === 'whatsapp' ? `${PREFIX}${address}` : address;
}

/** Twilio's form of a person's address; on WhatsApp the number where there is one. */
export function recipient(channel: Channel, { phone, whatsappUserId }: Address): string {
  const address = phone ?? (channel === 'whatsapp' ? whatsappUserId : null);
  if (address === null) throw new Error('a person without an address on this channel');
  return toTwilio(channel, address);
}

/** What Twilio's form says; null where it is no address that we know the form of. */
export function fromTwilio(text: string): { channel: Channel; address: Address } | null {
  const channel: Channel = text.startsWith(PREFIX) ? 'whatsapp' : 'sms';
  const bare = channel === 'whatsapp' ? text.slice(PREFIX.length) : text;
  if (e164.safeParse(bare).success) {
    return { channel, address: { phone: bare, whatsappUserId: null } };
  }
  if (channel === 'whatsapp' && userId.safeParse(bare).success) {
    return { channel, address: { phone: null, whatsappUserId: bare } };
  }
  if (channel === 'sms' && smsName.safeParse(bare).success) {
    return { channel, address: { phone: bare, whatsappUserId: null } };
  }
  return null;
}
