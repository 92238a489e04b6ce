import { z } from 'zod';
import { kept } from '../commands/retention.ts';
import { instant } from '../records.ts';

const gone = z.object({
  /** What is older; null: nothing goes. */
  before: instant.nullable(),
  count: z.number().int().nonnegative(),
});

export const RETENTION_READS = {
  /** What is set, and up to when it has been done. */
  'retention.state': {
    input: z.strictObject({}),
    value: z.object({
      messagesMonths: z.number().int().nullable(),
      mediaMonths: z.number().int().nullable(),
      messagesBefore: instant.nullable(),
      mediaBefore: instant.nullable(),
      /** Of what is older than that: how much has still to go. */
      left: z.number().int().nonnegative(),
    }),
  },
  /** What would go at once if this were set. */
  'retention.preview': {
    input: kept,
    value: z.object({ messages: gone, notes: gone, media: gone }),
  },
} as const;
