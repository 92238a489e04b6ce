import { RefusedError } from '../../contract/errors.ts';
import type { ContactIdentity, OptInState } from '../../contract/records.ts';
import { parsePhone } from './phone.ts';

/** Meta's business-scoped user id: a country, a dot, and what Meta makes of it. */
const USER_ID = /^[A-Z]{2}\.[A-Za-z0-9]{1,64}$/;

/** Whether it is WhatsApp's user id, and not a number. */
export function isUserId({ channel, address }: ContactIdentity): boolean {
  return channel === 'whatsapp' && USER_ID.test(address);
}

/**
 * An identity as it is stored: its number as E.164.
 *
 * @param country of numbers without a country code
 * @throws {RefusedError} `phone_not_valid`
 */
export function normaliseIdentity(
  identity: ContactIdentity,
  country: string | null,
): ContactIdentity {
  if (isUserId(identity)) return identity;
  const phone = parsePhone(identity.address, country);
  if (phone === null) throw new RefusedError('phone_not_valid', identity.address);
  return { channel: identity.channel, address: phone.number };
}

/** Whether two identities are one. */
export function sameIdentity(one: ContactIdentity, other: ContactIdentity): boolean {
  return one.channel === other.channel && one.address === other.address;
}

/** The number and the user id by which a contact is shown: the first of each kind. */
export function shownAddresses(identities: readonly ContactIdentity[]): {
  readonly phone: string | null;
  readonly whatsappUserId: string | null;
} {
  return {
    phone: identities.find((one) => !isUserId(one))?.address ?? null,
    whatsappUserId: identities.find(isUserId)?.address ?? null,
  };
}

const STRICTNESS: readonly OptInState[] = ['opted_in', 'unknown', 'opted_out'];

/** Of what two contacts permit, what both do. */
export function strictest(one: OptInState, other: OptInState): OptInState {
  return STRICTNESS.indexOf(one) >= STRICTNESS.indexOf(other) ? one : other;
}
