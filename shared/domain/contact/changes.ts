import type { ContactDetails } from '../../contract/commands/contacts.ts';
import type { ContactIdentity, ContactRecord, FieldValue } from '../../contract/records.ts';
import { sameIdentity, shownAddresses, strictest } from './identity.ts';

/** What may be left out of a contact's details is left as it is. */
export type ContactChange = {
  readonly [K in keyof ContactDetails]?: ContactDetails[K] | undefined;
};

function withFields(
  fields: ContactRecord['fields'],
  set: ContactChange['fields'],
): Record<string, FieldValue> {
  const all: Record<string, FieldValue | null> = { ...fields, ...set };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, FieldValue] => entry[1] !== null),
  );
}

function given<T>(value: T | undefined, before: T): T {
  return value === undefined ? before : value;
}

/** A contact about whom nothing is known but the name. */
export function blankContact(
  { id, name, source }: Pick<ContactRecord, 'id' | 'name' | 'source'>,
  now: number,
): ContactRecord {
  return {
    id,
    name,
    profileName: null,
    company: null,
    phone: null,
    whatsappUserId: null,
    language: null,
    country: null,
    timeZone: null,
    optIn: { whatsapp: 'unknown', sms: 'unknown' },
    identities: [],
    ownerId: null,
    tagIds: [],
    fields: {},
    externalId: null,
    source,
    createdAt: now,
    updatedAt: now,
  };
}

/** The contact after an edit; identities are stored ones already. */
export function editedContact(
  contact: ContactRecord,
  set: ContactChange,
  add: readonly ContactIdentity[],
  remove: readonly ContactIdentity[],
): ContactRecord {
  const kept = contact.identities.filter((one) => !remove.some((gone) => sameIdentity(gone, one)));
  const identities = [
    ...kept,
    ...add.filter((one) => !kept.some((known) => sameIdentity(known, one))),
  ];
  return {
    ...contact,
    name: given(set.name, contact.name),
    company: given(set.company, contact.company),
    language: given(set.language, contact.language),
    country: given(set.country, contact.country),
    timeZone: given(set.timeZone, contact.timeZone),
    ownerId: given(set.ownerId, contact.ownerId),
    externalId: given(set.externalId, contact.externalId),
    fields: withFields(contact.fields, set.fields),
    identities,
    ...(add.length + remove.length === 0 ? {} : shownAddresses(identities)),
  };
}

/** One contact out of two: the kept one's word comes first, and the stricter permission holds. */
export function mergedContact(kept: ContactRecord, removed: ContactRecord): ContactRecord {
  const identities = [
    ...kept.identities,
    ...removed.identities.filter((one) => !kept.identities.some((had) => sameIdentity(had, one))),
  ];
  return {
    ...kept,
    profileName: kept.profileName ?? removed.profileName,
    company: kept.company ?? removed.company,
    phone: kept.phone ?? removed.phone,
    whatsappUserId: kept.whatsappUserId ?? removed.whatsappUserId,
    language: kept.language ?? removed.language,
    country: kept.country ?? removed.country,
    timeZone: kept.timeZone ?? removed.timeZone,
    ownerId: kept.ownerId ?? removed.ownerId,
    externalId: kept.externalId ?? removed.externalId,
    tagIds: [...new Set([...kept.tagIds, ...removed.tagIds])],
    fields: { ...removed.fields, ...kept.fields },
    optIn: {
      whatsapp: strictest(kept.optIn.whatsapp, removed.optIn.whatsapp),
      sms: strictest(kept.optIn.sms, removed.optIn.sms),
    },
    identities,
    createdAt: Math.min(kept.createdAt, removed.createdAt),
  };
}

/** Two contacts out of one: a number or user id leaves, on every channel, with the same permissions. */
export function splitContact(
  contact: ContactRecord,
  identity: ContactIdentity,
  apart: { readonly id: ContactRecord['id']; readonly name: string; readonly now: number },
): { readonly left: ContactRecord; readonly apart: ContactRecord } {
  const identities = contact.identities.filter(({ address }) => address !== identity.address);
  const leaving = contact.identities.filter(({ address }) => address === identity.address);
  return {
    left: { ...contact, identities, ...shownAddresses(identities) },
    apart: {
      ...contact,
      id: apart.id,
      name: apart.name,
      profileName: null,
      externalId: null,
      tagIds: [],
      fields: {},
      identities: leaving,
      ...shownAddresses(leaving),
      source: 'person',
      createdAt: apart.now,
      updatedAt: apart.now,
    },
  };
}
