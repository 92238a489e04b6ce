import { z } from 'zod';
import { templateNotice } from '../template-library.ts';

/** An exact amount in millionths of a currency. */
const money = z.object({ micro: z.number().int(), currency: z.string() });

const count = z.number().int().nonnegative();

/** What is asked about templates that are not sent but looked after. */
export const TEMPLATE_READS = {
  /** What the platform did to templates, as far as this person has not put it away; the newest first. */
  'templates.notices': {
    input: z.strictObject({}),
    value: z.object({
      notices: z.array(
        templateNotice.extend({
          /**
           * What a recategorisation costs a month, by what went out with the template in the 30 days
           * before; null: it is no recategorisation.
           */
          effect: z
            .object({
              messages: z.number().int().nonnegative(),
              /** Null: not every price is known. */
              monthly: money.nullable(),
            })
            .nullable(),
        }),
      ),
    }),
  },
  /** What a utility and a marketing message cost in the markets of the tenant's customers. */
  'templates.categoryPrices': {
    input: z.strictObject({}),
    value: z.object({
      /** Those with the most conversations first. */
      markets: z.array(
        z.object({
          market: z.string(),
          conversations: z.number().int().positive(),
          /** Null: unknown. */
          utility: money.nullable(),
          marketing: money.nullable(),
        }),
      ),
    }),
  },
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
