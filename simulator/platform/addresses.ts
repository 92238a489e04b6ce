import { isPossiblePhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js';

const WHATSAPP = 'whatsapp:';
const E164 = /^\+[1-9]\d{6,14}$/;
/** A business-scoped user id: the country of the account, a dot, an opaque rest. */
const USER_ID = /^[A-Z]{2}\.[0-9A-Za-z]{1,128}$/;

/** WhatsApp keeps the mobile 1 of Mexican numbers that the numbering plan dropped in 2019. */
const MEXICO = /^\+521\d{10}$/;

export type Channel = 'whatsapp' | 'sms';

/** The channel that an address belongs to. */
export function channelOf(address: string): Channel {
  return address.startsWith(WHATSAPP) ? 'whatsapp' : 'sms';
}

/** The address without its channel: `+…`, or the user id of a customer without a number. */
export function bareAddress(address: string): string {
  return address.startsWith(WHATSAPP) ? address.slice(WHATSAPP.length) : address;
}

/** The phone number in an address; null for a customer who shares none. */
export function phoneOf(address: string): string | null {
  const bare = bareAddress(address);
  return bare.startsWith('+') ? bare : null;
}

/** Whether Twilio would take this as somebody to write to. */
export function isRecipient(address: string): boolean {
  const bare = bareAddress(address);
  if (channelOf(address) === 'whatsapp' && (USER_ID.test(bare) || MEXICO.test(bare))) return true;
  return E164.test(bare) && isPossiblePhoneNumber(bare);
}

/** ISO country of an address: of its number, else the one that its user id begins with. */
export function countryOf(address: string): string | null {
  const phone = phoneOf(address);
  if (phone === null) return bareAddress(address).slice(0, 2);
  return parsePhoneNumberFromString(phone)?.country ?? null;
}
