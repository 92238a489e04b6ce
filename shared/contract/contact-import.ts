import { z } from 'zod';
import { contactFieldId, contactId, contactImportId, personId, tagId } from './ids.ts';
import { channel, instant } from './records.ts';

/* Contacts from a file: what a desktop, the relay and its routes say to each other about it. */

/** POST the file here, with the bearer token; the answer is a `stagedImport`. */
export const CONTACT_IMPORT_PATH = '/contacts/imports';
/** GET what became of each row, as CSV; `:id` of the import. */
export const contactImportResultPath = (id: string): string => `/contacts/imports/${id}/result`;
/** GET contacts as CSV; `?tag=<id>&owner=<id>&text=<words>` narrow them. */
export const CONTACT_EXPORT_PATH = '/contacts/export';
/** GET everything that is kept of one contact, as JSON; `:id` of the contact. */
export const personExportPath = (id: string): string => `/contacts/${id}/everything`;

export const MOST_IMPORT_ROWS = 100_000;
export const LARGEST_IMPORT = 50 * 1024 * 1024;

/** What a column of the file holds: a detail of the contact, or one of the tenant's own fields. */
export const importTarget = z.union([
  z.enum([
    'name',
    'firstName',
    'lastName',
    'company',
    'phone',
    'externalId',
    'language',
    'country',
    'timeZone',
    'ownerEmail',
    'tags',
    /** `whatsapp`, `sms` or both: where the number of this row can be reached. */
    'channels',
    /** Whether the person agreed, in a word such as yes or no; an opt-in comes with its proof. */
    'optInWhatsapp',
    'optInSms',
    'consentSource',
    'consentEvidence',
  ]),
  z.strictObject({ fieldId: contactFieldId }),
]);
export type ImportTarget = z.infer<typeof importTarget>;

/** One entry per column, in the file's order; null: left out. */
export const importMapping = z.array(importTarget.nullable()).max(200);
export type ImportMapping = z.infer<typeof importMapping>;

export const importOptions = z.strictObject({
  /** By what a row finds the contact that it changes; null: contacts that are there stay as they are. */
  updateBy: z.enum(['phone', 'externalId']).nullable(),
  /** ISO 3166 alpha-2, for numbers without a country code. */
  defaultCountry: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  /** Where the numbers can be reached. */
  channels: z.array(channel).min(1).max(2),
  addTagIds: z.array(tagId).max(50),
  /** The permission that everybody in the file gave, and where; null: none is recorded. */
  consent: z
    .strictObject({
      channel,
      source: z.string().trim().min(1).max(200),
      evidence: z.string().trim().min(1).max(2000),
    })
    .nullable(),
  /** Where and how those opted in whom a column says so of, where their rows do not tell. */
  proof: z
    .strictObject({
      source: z.string().trim().min(1).max(200),
      evidence: z.string().trim().min(1).max(2000),
    })
    .optional(),
});
export type ImportOptions = z.infer<typeof importOptions>;

/** A row of the file as it would come in. */
export const importPreviewRow = z.object({
  /** From 1, the line of names not counted. */
  row: z.number().int().positive(),
  cells: z.array(z.string()),
  contact: z.object({
    name: z.string().nullable(),
    company: z.string().nullable(),
    phone: z.string().nullable(),
    externalId: z.string().nullable(),
  }),
  faults: z.array(z.string()),
});

export const stagedImport = z.object({
  importId: contactImportId,
  fileName: z.string().nullable(),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
  separator: z.enum([',', ';', '\t']),
  header: z.array(z.string()),
  /** By the names of the columns. */
  suggested: importMapping,
  rows: z.number().int().nonnegative(),
});
export type StagedImport = z.infer<typeof stagedImport>;

/** How far an import is. */
export const importState = z.object({
  id: contactImportId,
  fileName: z.string().nullable(),
  state: z.enum(['staged', 'running', 'done', 'cancelled']),
  byId: personId,
  createdAt: instant,
  endedAt: instant.nullable(),
  rows: z.number().int(),
  done: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  /** There already, and left as they are. */
  skipped: z.number().int(),
  failed: z.number().int(),
});
export type ImportState = z.infer<typeof importState>;

/** Contacts that may be one. */
export const duplicateGroup = z.object({
  why: z.enum(['same_number', 'number_written_otherwise', 'same_name_and_company']),
  contactIds: z.array(contactId),
});
export type DuplicateGroup = z.infer<typeof duplicateGroup>;
