import { z } from 'zod';
import { instant } from '../records.ts';

/** How many of a kind were deleted. */
export const erasureCounts = z.record(z.string(), z.number().int().nonnegative());
export type ErasureCounts = z.infer<typeof erasureCounts>;

export const ERASURE_READS = {
  /** Erasures of persons, the newest first. */
  'erasures.list': {
    input: z.strictObject({}),
    value: z.object({
      erasures: z.array(
        z.object({
          id: z.uuid(),
          askedAt: instant,
          askedBy: z.string(),
          reference: z.string(),
          /** Null: under way. */
          doneAt: instant.nullable(),
          counts: erasureCounts,
          /** The text of a JSON document; null while it is under way. */
          certificate: z.string().nullable(),
          /** In base64, of the certificate's text; null while it is under way. */
          signature: z.string().nullable(),
          /** Whether the certificate is still what this relay signed. */
          isIntact: z.boolean(),
        }),
      ),
    }),
  },
} as const;
