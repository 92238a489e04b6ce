import { z } from 'zod';
import { budgetScope, calendarDay, keptConversations, spendPeriod } from '../commands/billing.ts';
import { budgetNoticeId, conversationId, messageId, templateId } from '../ids.ts';
import { BOOK_KINDS, BOOK_REASONS } from '../provider-books.ts';
import { instant } from '../records.ts';

/** An exact amount in millionths of a currency. */
const money = z.object({ micro: z.number().int(), currency: z.string() });

/** What a price is for: of the platform, then of the provider. */
const rateCategory = z.enum([
  'marketing',
  'utility',
  'authentication',
  'authentication_international',
  'service',
  'inbound',
  'outbound',
  'failed',
]);

/** By what spend is told apart. */
export const spendBy = z.enum([
  'category',
  'day',
  'market',
  'sender',
  'person',
  'author',
  'template',
  'automation',
  'conversation',
  'order',
  'initiator',
  'reason',
]);

const bookSide = z.object({ count: z.number().int(), micro: z.number().int() });

/** What something costs, or why nothing, or why nobody knows. */
export const price = z.object({
  kind: z.enum(['charged', 'free', 'unknown']),
  /** Of the closed list of reasons. */
  reason: z.string(),
  /** Null: it is not charged, or unknown. */
  amount: money.nullable(),
  /** The card that it comes from. */
  card: z.string().nullable(),
  /** No card of that day has it: it is the newest earlier figure. */
  carried: z.boolean(),
});

export const BILLING_READS = {
  /** What the next message of a conversation would cost; whether it may be sent is another matter. */
  'price.next': {
    input: z.strictObject({
      conversationId,
      /** Null: a text. */
      templateId: templateId.nullable(),
      /** Parts of an SMS; 1 for everything else. */
      segments: z.number().int().min(1).max(50),
    }),
    value: z.object({
      market: z.string().nullable(),
      category: z.string(),
      parts: z.array(z.object({ component: z.enum(['platform', 'provider', 'sms']), price })),
      /** Null: a part is unknown. */
      total: money.nullable(),
      /** Free service messages that the number has left this month; null: there is no allowance. */
      allowanceLeft: z.number().int().nonnegative().nullable(),
      /** What the budget with the least has left after the most that it can cost; null: none holds it. */
      budget: z
        .object({
          /** Of the operator's cap empty too. */
          scope: budgetScope,
          name: z.string().nullable(),
          period: spendPeriod,
          /** Below 0: the message would wait. */
          left: money,
        })
        .nullable(),
    }),
  },
  /** What a month cost so far, and how much of each cap is used. */
  'spend.month': {
    input: z.strictObject({
      /** `2026-11`; null: this month. */
      month: z
        .string()
        .regex(/^\d{4}-\d{2}$/)
        .nullable(),
      by: spendBy,
    }),
    value: z.object({
      month: z.string(),
      currency: z.string(),
      /** Each currency apart. */
      sums: z.array(money),
      /** Lines that nobody has a price for; the sums are without them. */
      unknown: z.number().int().nonnegative(),
      groups: z.array(
        z.object({
          key: z.string(),
          label: z.string(),
          sums: z.array(money),
          free: z.number().int(),
          unknown: z.number().int(),
        }),
      ),
      /** More than can be shown: the dearest are told, so many others are in the sums alone. */
      groupsLeftOut: z.number().int().nonnegative(),
      /** The day, week and month of now; what customers wrote is not in them, as no cap holds it. */
      periods: z.array(
        z.object({
          period: spendPeriod,
          startsOn: z.string(),
          spent: z.number().int(),
          reserved: z.number().int(),
          /** The company's own; null: none. */
          cap: z.number().int().nullable(),
          operatorCap: z.number().int().nullable(),
        }),
      ),
      /** Reserved for more than three days: the provider has not said what became of them. */
      stale: z.object({ count: z.number().int(), micro: z.number().int() }),
      /** Days that cost something, in `currency`. */
      days: z.array(z.object({ day: z.string(), micro: z.number().int() })),
      /** What this month will come to; null: it is another month, or less than a week is known. */
      forecast: z
        .object({ low: z.number().int(), likely: z.number().int(), high: z.number().int() })
        .nullable(),
    }),
  },
  /** The lines of the ledger behind one sum of a month, the newest first. */
  'spend.lines': {
    input: z.strictObject({
      month: z
        .string()
        .regex(/^\d{4}-\d{2}$/)
        .nullable(),
      by: spendBy,
      key: z.string().max(200),
      /** The `next` of the page before; null: from the newest. */
      before: z.number().int().nullable(),
      limit: z.number().int().min(1).max(200),
    }),
    value: z.object({
      lines: z.array(
        z.object({
          number: z.number().int(),
          day: z.string(),
          happenedAt: instant.nullable(),
          messageId,
          conversationId,
          contactName: z.string().nullable(),
          component: z.string(),
          category: z.string(),
          market: z.string().nullable(),
          kind: z.enum(['charged', 'free', 'unknown']),
          reason: z.string(),
          micro: z.number().int().nullable(),
          currency: z.string().nullable(),
          card: z.string().nullable(),
          carried: z.boolean(),
          /** The provider's own price was another one. */
          isAdjustment: z.boolean(),
        }),
      ),
      next: z.number().int().nullable(),
    }),
  },
  /** Shares of budgets that were reached in their present period; this person has not put them away. */
  'budgets.notices': {
    input: z.strictObject({}),
    value: z.object({
      currency: z.string(),
      notices: z.array(
        z.object({
          id: budgetNoticeId,
          at: instant,
          scope: budgetScope,
          /** Of the sender or team; null: there is none, or it is gone. */
          name: z.string().nullable(),
          period: spendPeriod,
          percent: z.number().int(),
          /** Micro-units. */
          cap: z.number().int(),
        }),
      ),
    }),
  },
  /** The company's own budgets with what their periods come to, and what they have stopped. */
  'budgets.list': {
    input: z.strictObject({}),
    value: z.object({
      currency: z.string(),
      /** What is reserved where nobody knows the price; null: none is set. */
      ceiling: z.number().int().nullable(),
      budgets: z.array(
        z.object({
          scope: budgetScope,
          /** Of the sender or team; null: there is none, or it is gone. */
          name: z.string().nullable(),
          period: spendPeriod,
          startsOn: z.string(),
          spent: z.number().int(),
          reserved: z.number().int(),
          cap: z.number().int(),
          /** As it holds now: another one while it is overridden. */
          capNow: z.number().int(),
          /** Spent above it: fees of what customers wrote and later prices are not stopped. */
          overage: z.number().int().nonnegative(),
          alerts: z.array(z.number().int()),
          /** The greatest share that is told of and was reached; null: none. */
          reached: z.number().int().nullable(),
          stops: z.record(z.string(), z.number().int().nullable()),
          override: z.object({ micro: z.number().int(), until: instant }).nullable(),
        }),
      ),
      /** Every market that a budget can name. */
      markets: z.array(z.string()),
      /** Messages that wait because of a budget. */
      stopped: z.number().int().nonnegative(),
    }),
  },
  /** What a month's messages would have cost under the rules and cards of another month. */
  'spend.whatIf': {
    input: z.strictObject({
      /** Null: this month. */
      month: z
        .string()
        .regex(/^\d{4}-\d{2}$/)
        .nullable(),
      rulesOf: z.string().regex(/^\d{4}-\d{2}$/),
      /** So many messages, in per cent of those that there were. */
      volume: z.number().int().min(0).max(10_000),
      /** By the company's own prices where it has any, or by the published ones alone. */
      card: z.enum(['own', 'published']).default('own'),
      /** A share of one market's customers, in per cent, that is taken for ones of another market. */
      elsewhere: z
        .strictObject({
          from: z.string().max(100),
          to: z.string().max(100),
          percent: z.number().int().min(0).max(100),
        })
        .nullable()
        .default(null),
    }),
    value: z.object({
      month: z.string(),
      currency: z.string(),
      messages: z.number().int(),
      /** False: there are more messages than are looked at. */
      isWhole: z.boolean(),
      /** Where the month's customers are, the most messages first, and every market. */
      usedMarkets: z.array(z.string()),
      markets: z.array(z.string()),
      /** Whether the company has prices of its own. */
      hasOwn: z.boolean(),
      rows: z.array(
        z.object({
          category: z.string(),
          was: z.number().int(),
          would: z.number().int(),
          /** Lines without a known price, in neither sum. */
          unknown: z.number().int(),
        }),
      ),
    }),
  },
  /** A month of the ledger held against the provider's own records. */
  'spend.reconciliation': {
    input: z.strictObject({
      /** `2026-11`, in UTC; null: this month. */
      month: z
        .string()
        .regex(/^\d{4}-\d{2}$/)
        .nullable(),
    }),
    value: z.object({
      month: z.string(),
      /** Of all amounts. */
      currency: z.string(),
      /** Null: the provider's records were not read yet. */
      readAt: instant.nullable(),
      /** By day in UTC and what is counted; the newest day first. */
      rows: z.array(
        z.object({
          day: z.string(),
          kind: z.enum(BOOK_KINDS),
          /** `withoutPrice`: so many of them have none yet, and are not in the amount. */
          ours: bookSide.extend({ withoutPrice: z.number().int().nonnegative() }),
          /** Null: not read, or the day was not over. */
          theirs: bookSide.nullable(),
          /** What the provider says more than is known here; null: one side knows nothing. */
          difference: z.number().int().nullable(),
          /** Why; `count` is of messages, 0 where there is none to tell. */
          reasons: z.array(
            z.object({ reason: z.enum(BOOK_REASONS), count: z.number().int().nonnegative() }),
          ),
        }),
      ),
      /** Of the days that both sides have. */
      compared: z.object({
        days: z.number().int(),
        ours: z.number().int(),
        theirs: z.number().int(),
        /** Messages that are not in `ours`, as nobody has told their price yet. */
        withoutPrice: z.number().int().nonnegative(),
      }),
    }),
  },
  /** The company's own prices, as a table to be edited. */
  'rates.own': {
    input: z.strictObject({}),
    value: z.object({
      csv: z.string(),
      currency: z.string(),
      keepsConversations: keptConversations.nullable(),
      rows: z.array(
        z.object({
          unit: z.enum(['conversation', 'message', 'provider_message', 'sms_segment']),
          market: z.string(),
          category: rateCategory,
          above: z.number().int(),
          micro: z.number().int(),
          currency: z.string(),
          validFrom: calendarDay,
          validUntil: calendarDay.nullable(),
          source: z.string(),
        }),
      ),
      exchangeRates: z.array(z.object({ from: z.string(), micro: z.number().int() })),
      /** Currencies in which something costs and of which nobody has said what they are in this one. */
      missing: z.array(z.string()),
      savedAt: instant.nullable(),
    }),
  },
} as const;
