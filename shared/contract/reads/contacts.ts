import { z } from 'zod';
import { contactId, contactImportId, personId } from '../ids.ts';
import {
  duplicateGroup,
  importMapping,
  importOptions,
  importPreviewRow,
  importState,
} from '../contact-import.ts';
import { channel, instant, optInState } from '../records.ts';

/** What is asked about contacts and not kept on the desktop. */
export const CONTACT_READS = {
  /** Contacts that may be the same person or company, the surest first. */
  'contacts.duplicates': {
    input: z.strictObject({ limit: z.number().int().min(1).max(500) }),
    value: z.object({ groups: z.array(duplicateGroup) }),
  },
  /** What was recorded of somebody's permission, the newest first. */
  'contact.consents': {
    input: z.strictObject({ contactId }),
    value: z.object({
      entries: z.array(
        z.object({
          at: instant,
          channel,
          state: optInState,
          source: z.string(),
          evidence: z.string(),
          /** Null: the relay by itself. */
          personId: personId.nullable(),
        }),
      ),
    }),
  },
  'contactImport.preview': {
    input: z.strictObject({
      importId: contactImportId,
      mapping: importMapping,
      options: importOptions,
    }),
    value: z.object({ rows: z.array(importPreviewRow) }),
  },
  /** The newest first. */
  'contactImports.list': {
    input: z.strictObject({}),
    value: z.object({ imports: z.array(importState) }),
  },
} as const;
