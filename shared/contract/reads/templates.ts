import { z } from 'zod';

const count = z.number().int().nonnegative();

export const TEMPLATE_READS = {
  /** How often templates went out lately, and what became of it. */
  'templates.usage': {
    input: z.strictObject({ days: z.number().int().min(1).max(365) }),
    value: z.object({
      templates: z.array(
        z.object({
          /** At the provider. */
          name: z.string(),
          language: z.string(),
          /** Handed to the provider; what comes after is among it. */
          sent: count,
          delivered: count,
          read: count,
          failed: count,
        }),
      ),
    }),
  },
} as const;
