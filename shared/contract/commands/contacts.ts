import { z } from 'zod';
import {
  contactFieldId,
  contactId,
  contactImportId,
  conversationId,
  personId,
  senderId,
  tagId,
} from '../ids.ts';
import { channel, contactFieldRecord, contactIdentity, fieldValue } from '../records.ts';
import { importOptions, importMapping } from '../contact-import.ts';

const line = (longest: number) => z.string().trim().max(longest);
const country = z.string().regex(/^[A-Z]{2}$/, 'is not a country such as DE');
const language = z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'is not a language such as es_MX');
const timeZone = z
  .string()
  .max(64)
  .refine((name) => {
    try {
      return Intl.DateTimeFormat(undefined, { timeZone: name }).resolvedOptions().timeZone !== '';
    } catch {
      return false;
    }
  }, 'is not a time zone such as Europe/Berlin');

/** A phone number may be written in any way; it is stored as E.164. */
const identity = contactIdentity.extend({ address: line(64).min(1) }).strict();

/** What a person fills in of a contact. */
export const contactDetails = z.strictObject({
  name: line(200).min(1),
  company: line(200).min(1).nullable(),
  language: language.nullable(),
  country: country.nullable(),
  timeZone: timeZone.nullable(),
  ownerId: personId.nullable(),
  externalId: line(128).min(1).nullable(),
  /** Null empties the field. */
  fields: z.record(contactFieldId, fieldValue.nullable()),
});
export type ContactDetails = z.infer<typeof contactDetails>;

/** What people do with contacts. */
export const CONTACT_COMMANDS = {
  'contact.create': contactDetails.partial().extend({
    contactId,
    name: contactDetails.shape.name,
    identities: z.array(identity).max(20),
    tagIds: z.array(tagId).max(50),
  }),
  /** Changes what is given and leaves the rest. */
  'contact.edit': z.strictObject({
    contactId,
    set: contactDetails.partial(),
    addIdentities: z.array(identity).max(20),
    removeIdentities: z.array(identity).max(20),
  }),
  /** One contact out of two: `removedId` is gone, and whoever still names it means `keptId`. */
  'contact.merge': z.strictObject({ keptId: contactId, removedId: contactId }),
  /** One identity leaves with its conversations into a contact of its own. */
  'contact.split': z.strictObject({
    contactId,
    identity,
    newContactId: contactId,
    name: contactDetails.shape.name,
  }),
  'contact.tag': z.strictObject({
    contactIds: z.array(contactId).min(1).max(500),
    add: z.array(tagId).max(50),
    remove: z.array(tagId).max(50),
  }),
  /** Somebody's permission as a person heard or read it. An opt-out is taken back by the customer alone. */
  'contact.recordConsent': z.strictObject({
    contactId,
    channel,
    state: z.enum(['opted_in', 'opted_out']),
    /** Where it was given, such as `Order form 2026`. */
    source: line(200).min(1),
    /** What proves it: the words, or where they are kept. */
    evidence: line(2000).min(1),
  }),
  /**
   * A conversation of this contact with this sender; the one that is there, where there is one.
   * `newContact`: the contact is made with it, unless the number is somebody's already.
   */
  'conversation.start': z.strictObject({
    conversationId,
    senderId,
    contactId,
    newContact: z.strictObject({ name: line(200).nullable(), phone: line(64).min(1) }).nullable(),
  }),
  /** Makes the field, or changes it. Its kind stays what it was. */
  'contactField.save': z.strictObject({
    fieldId: contactFieldId,
    name: line(60).min(1),
    kind: contactFieldRecord.shape.kind,
    options: z.array(line(100).min(1)).max(100),
    archived: z.boolean(),
  }),
  /** Has an uploaded file brought in. */
  'contactImport.start': z.strictObject({
    importId: contactImportId,
    mapping: importMapping,
    options: importOptions,
  }),
  /** What has been brought in stays; the rest is left. */
  'contactImport.cancel': z.strictObject({ importId: contactImportId }),
} as const;

export const CONTACT_RESULTS = {
  /** As they really are: the conversation or the contact may have been there before. */
  'conversation.start': z.object({ conversationId, contactId }),
} as const;
