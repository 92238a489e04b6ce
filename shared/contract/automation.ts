import { z } from 'zod';
import {
  automationId,
  contactId,
  messageId,
  orderId,
  senderId,
  tagId,
  templateDraftId,
} from './ids.ts';
import { orderEventKind } from './order.ts';

/* Messages that go out by themselves when something happens to an order. */

/** What of an order, or of what happened to it, a variable can say. */
export const ORDER_VALUE_KEYS = [
  'order.number',
  'order.total',
  'order.placedOn',
  'order.promisedOn',
  'shipment.trackingNumber',
  'shipment.trackingUrl',
  'shipment.carrier',
  'shipment.expectedOn',
  'invoice.number',
  'invoice.amount',
  'invoice.dueOn',
  'article.name',
  'article.sku',
  'article.expectedOn',
] as const;
export type OrderValueKey = (typeof ORDER_VALUE_KEYS)[number];

/** What stands for a variable of the template. */
export const variableSource = z.discriminatedUnion('from', [
  z.object({ from: z.literal('order'), key: z.enum(ORDER_VALUE_KEYS) }),
  z.object({ from: z.literal('contact'), key: z.enum(['name', 'company']) }),
  z.object({ from: z.literal('text'), text: z.string().trim().min(1).max(1000) }),
]);
export type VariableSource = z.infer<typeof variableSource>;

/** A template of the library, or one that only the provider has, by its name there. */
export const automationTemplate = z.discriminatedUnion('by', [
  z.object({
    by: z.literal('draft'),
    draftId: templateDraftId,
    /** Pinned to this version; null: the newest that is approved, for each language. */
    version: z.number().int().positive().nullable(),
  }),
  z.object({ by: z.literal('name'), name: z.string().min(1).max(600) }),
]);
export type AutomationTemplate = z.infer<typeof automationTemplate>;

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time such as 20:00');

/** When nothing goes out, by the clock of the customer; it waits for the end of it. */
export const quietHours = z
  .object({ from: timeOfDay, to: timeOfDay, weekends: z.boolean() })
  .refine(({ from, to }) => from !== to, 'begins when it ends');
export type QuietHours = z.infer<typeof quietHours>;

export const automationConditions = z.object({
  /** In the order's own currency: an order in another one does not meet it. */
  atLeast: z
    .object({
      micros: z.number().int().positive(),
      currency: z.string().regex(/^[A-Z]{3}$/),
    })
    .nullable(),
  /** ISO 3166 alpha-2; empty: every country. */
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)).max(250),
  /** The contact carries one of these; empty: any contact. */
  anyTagIds: z.array(tagId).max(50),
  /** The contact carries none of these. */
  noTagIds: z.array(tagId).max(50),
});

/** What an automation does; whether it is switched on is beside it. */
export const automationPlan = z.object({
  event: orderEventKind,
  template: automationTemplate,
  /** The language for contacts in whose own there is none. */
  language: z.string().min(2).max(20),
  /** By the name of the variable, or by its number where it has no name. */
  variables: z.record(z.string().max(100), variableSource),
  conditions: automationConditions,
  quietHours: quietHours.nullable(),
  /** Which sender starts a conversation; null: the one of the last conversation. */
  senderId: senderId.nullable(),
  /** An event that is older by the time that it could be told is not told any more. */
  withinHours: z.number().int().min(1).max(720),
});
export type AutomationPlan = z.infer<typeof automationPlan>;

export const automationRecord = automationPlan.extend({
  id: automationId,
  name: z.string().trim().min(1).max(80),
  isOn: z.boolean(),
  /** Not shown any more; its log stays. */
  archived: z.boolean(),
});
export type AutomationRecord = z.infer<typeof automationRecord>;

/** Why an event was not told, where no rule of sending forbade it. */
export const skipReason = z.enum([
  'switched_off',
  'not_allowed',
  'below_amount',
  'other_country',
  'without_tag',
  'with_tag',
  'too_late',
  'value_missing',
  'no_template',
  'order_over',
  /** A rule of sending: the refusal is beside it. */
  'refused',
]);
export type SkipReason = z.infer<typeof skipReason>;

/** What became of one event under one automation. */
export const automationRun = z.object({
  number: z.number().int().positive(),
  automationId,
  event: orderEventKind,
  orderId,
  orderNumber: z.string(),
  contactId,
  contactName: z.string(),
  /** When it happened, ms. */
  at: z.number().int(),
  state: z.enum(['waiting', 'sent', 'skipped']),
  /** Of one that waits: until when, ms. */
  dueAt: z.number().int(),
  reason: skipReason.nullable(),
  /** A refusal's code, or the variable that had no value. */
  detail: z.string().nullable(),
  messageId: messageId.nullable(),
});
export type AutomationRun = z.infer<typeof automationRun>;
