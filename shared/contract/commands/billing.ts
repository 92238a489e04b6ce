import { z } from 'zod';
import { budgetNoticeId } from '../ids.ts';

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

const currencyCode = z.string().regex(/^[A-Z]{3}$/);
const amount = z.number().int().nonnegative().max(LARGEST_CAP);

const messageCategory = z.enum(['marketing', 'utility', 'authentication', 'service']);

/** What a budget holds: everything, one category, one market, one sender or one team. */
export const budgetScope = z.union([
  z.literal(''),
  z
    .string()
    .max(100)
    .regex(
      /^(?:category:(?:marketing|utility|authentication|service)|market:.+|sender:.+|team:.+)$/,
    ),
]);

export const BILLING_COMMANDS = {
  /** The company's own cap of a period; null takes it away. What is not given stays as it is. */
  'budget.save': z.strictObject({
    /** Empty: everything. */
    scope: budgetScope.default(''),
    period: spendPeriod,
    cap: amount.nullable(),
    /** Shares of it, in per cent, that are told of. */
    alerts: z.array(z.number().int().min(1).max(100)).max(5).optional(),
    /** By category the share, in per cent, at which it stops; null: it goes on. */
    stops: z.partialRecord(messageCategory, z.number().int().min(0).max(100).nullable()).optional(),
    /** Another amount until a moment, in ms; null ends it. */
    override: z
      .strictObject({ micro: amount, until: z.number().int().positive() })
      .nullable()
      .optional(),
  }),
  /** Brings what budgets have stopped on its way again, as much as fits; all is checked again. */
  'budget.release': z.strictObject({}),
  /** Puts notices on budgets away, for this person. */
  'budgetNotice.dismiss': z.strictObject({
    noticeIds: z.array(budgetNoticeId).min(1).max(100),
  }),
  /** What is reserved where nobody knows the price; null: such a message stops where a budget is. */
  'budget.setCeiling': z.strictObject({ micro: amount.nullable() }),
  /** The company's own prices and terms. Nothing is saved while a row is refused. */
  'rates.save': z.strictObject({
    /** All prices anew, with a line of column names; empty: no own prices; absent: they stay. */
    csv: z.string().max(LONGEST_CARD).optional(),
    /** Of caps and sums. */
    currency: currencyCode,
    /** The days on which the contract keeps conversation billing; null: the platform's calendar. */
    keepsConversations: keptConversations.nullable(),
    /** What one unit of a currency is in the one above, micro-units; absent: they stay. */
    exchangeRates: z
      .array(z.strictObject({ from: currencyCode, micro: amount.positive() }))
      .max(20)
      .optional(),
  }),
} as const;

export const BILLING_RESULTS = {
  'budget.save': z.object({
    /** More was spent in this period than the cap: sends stop at once. */
    isPassed: z.boolean(),
  }),
  'budget.release': z.object({
    released: z.number().int().nonnegative(),
    /** Still stopped, as there is no room for them. */
    left: z.number().int().nonnegative(),
  }),
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
