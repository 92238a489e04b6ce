import { z } from 'zod';
import { contactId, contactImportId, conversationId, personId, senderId, tagId } from '../ids.ts';
import { channel, contactRecord, conversationRecord, instant } from '../records.ts';

/* What the renderer asks of the customers that lie in the cache: all of the company's. */

/** Which contacts: those that hold the text, carry the tag and are looked after by the person. */
const which = {
  /**
   * Words of name, company, external id and user id, the last one perhaps only begun; or three
   * digits and more of a number, from any part of it. Empty: everybody.
   */
  text: z.string().max(200),
  tagId: tagId.nullable(),
  ownerId: personId.nullable(),
};
export const contactFilter = z.strictObject(which);
export type ContactFilter = z.infer<typeof contactFilter>;

export const contactSort = z.enum(['name', 'newest']);
export type ContactSort = z.infer<typeof contactSort>;

/** The calls; what is on its way to the relay is in their answers. */
export const CONTACT_CALLS = {
  'contacts.list': {
    input: z.strictObject({
      ...which,
      sort: contactSort,
      /** The `next` of the page before; null: from the first. */
      after: z.string().max(2000).nullable(),
      limit: z.number().int().min(1).max(200),
    }),
    output: z.object({ contacts: z.array(contactRecord), next: z.string().nullable() }),
  },
  'contacts.count': {
    input: contactFilter,
    output: z.object({
      count: z.number().int().nonnegative(),
    }),
  },
  /** The id of one that was merged into another gives that one. */
  'contact.get': {
    input: z.strictObject({ contactId }),
    output: z.object({
      contact: contactRecord.nullable(),
      /** The newest first. */
      conversations: z.array(
        z.object({
          id: conversationId,
          senderId,
          channel,
          state: conversationRecord.shape.status,
          lastMessageAt: instant,
        }),
      ),
    }),
  },
} as const;

/* Where a page of either host puts a file of contacts, and gets one; of its own origin. */

/** POST the file, with `x-file-name` (percent-encoded). JSON: an `Answer` with a `StagedImport`. */
export const CONTACT_UPLOAD_PATH = '/contact-files/import';
/** GET contacts as CSV; `?text=&tag=&owner=` as the filter has them. A refusal is JSON. */
export const CONTACT_DOWNLOAD_PATH = '/contact-files/export';
/** GET what became of the rows of an import, as CSV; this plus the id of the import. */
export const CONTACT_RESULT_PATH = '/contact-files/result/';
/** GET everything that is kept of one contact, as JSON; this plus the id of the contact. */
export const CONTACT_PERSON_PATH = '/contact-files/person/';
/** What all of them begin with. */
export const CONTACT_FILES_PREFIX = '/contact-files/';

/** What is asked for as a file. */
export const contactDownload = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('contacts'), filter: contactFilter }),
  z.object({ kind: z.literal('result'), importId: contactImportId }),
  /** Everything that is kept of one contact. */
  z.object({ kind: z.literal('person'), contactId }),
]);
export type ContactDownload = z.infer<typeof contactDownload>;
