import { z } from 'zod';

/* Amounts are integers of a millionth of a currency (micro-units). */

export const spendPeriod = z.enum(['day', 'week', 'month']);

/** A day of the calendar. */
export const calendarDay = z.iso.date();

/** The largest cap, in micro-units: a hundred million of a currency. */
const LARGEST_CAP = 100_000_000_000_000;
/** The longest rate card, in characters. */
const LONGEST_CARD = 500_000;

export const keptConversations = z.strictObject({
  from: calendarDay,
  until: calendarDay.nullable(),
});

export const BILLING_COMMANDS = {
  /** The company's own cap of a period; null takes it away. */
  'budget.save': z.strictObject({
    period: spendPeriod,
    cap: z.number().int().nonnegative().max(LARGEST_CAP).nullable(),
  }),
  /** The company's own prices, all of them anew. Nothing is saved while a row is refused. */
  'rates.save': z.strictObject({
    /** With a line of column names; empty: no own prices. */
    csv: z.string().max(LONGEST_CARD),
    /** Of caps and sums. */
    currency: z.string().regex(/^[A-Z]{3}$/),
    /** The days on which the contract keeps conversation billing; null: the platform's calendar. */
    keepsConversations: keptConversations.nullable(),
  }),
} as const;

export const BILLING_RESULTS = {
  'rates.save': z.object({
    /** How many prices were saved: 0 where a row is refused. */
    saved: z.number().int().nonnegative(),
    problems: z.array(
      z.object({
        row: z.number().int().positive(),
        column: z.string(),
        problem: z.string(),
        value: z.string(),
      }),
    ),
  }),
} as const;
