import { z } from 'zod';
import { automationPlan, automationRun, skipReason } from '../automation.ts';
import { automationId, contactId } from '../ids.ts';
import { orderEventKind } from '../order.ts';

const place = z.number().int().positive();
const money = z.object({ micro: z.number().int(), currency: z.string() });

export const AUTOMATION_READS = {
  /** What was sent and what was not and why, the newest first. */
  'automations.log': {
    input: z.strictObject({
      automationId,
      /** Null: everything. */
      state: z.enum(['waiting', 'sent', 'skipped']).nullable(),
      before: place.nullable(),
      limit: z.number().int().min(1).max(200),
    }),
    value: z.object({ runs: z.array(automationRun), next: place.nullable() }),
  },
  /**
   * What an automation would have done with the events of the last days, by templates, contacts and
   * consent as they are now; nothing is sent.
   */
  'automation.tryOut': {
    input: z.strictObject({ plan: automationPlan, days: z.number().int().min(1).max(90) }),
    value: z.object({
      /** Events that were looked at, the newest first; there may be more. */
      looked: z.number().int(),
      isAll: z.boolean(),
      sent: z.number().int(),
      skipped: z.array(
        z.object({ reason: skipReason, detail: z.string().nullable(), count: z.number().int() }),
      ),
      /** The most that it would have cost, by country; null: unknown for one of them. */
      cost: z.object({
        total: money.nullable(),
        countries: z.array(
          z.object({
            country: z.string().nullable(),
            messages: z.number().int(),
            most: money.nullable(),
          }),
        ),
      }),
      examples: z.array(
        z.object({
          event: orderEventKind,
          orderNumber: z.string(),
          contactId,
          contactName: z.string(),
          at: z.number().int(),
          language: z.string(),
          text: z.string(),
        }),
      ),
    }),
  },
} as const;
