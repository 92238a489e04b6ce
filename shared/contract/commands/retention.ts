import { z } from 'zod';

/** As long as the longest periods that laws ask for, and more. */
export const MOST_MONTHS = 240;
const months = z.number().int().min(1).max(MOST_MONTHS).nullable();

/** For how many months messages and files are kept; null: for ever. */
export const kept = z
  .strictObject({ messagesMonths: months, mediaMonths: months })
  .refine(
    ({ messagesMonths, mediaMonths }) =>
      messagesMonths === null || mediaMonths === null || mediaMonths <= messagesMonths,
    'files cannot be kept for longer than their messages',
  );

export const RETENTION_COMMANDS = {
  /** From now on what is older goes for good, at the relay and on every desktop. */
  'retention.set': kept,
} as const;
