import { z } from 'zod';
import { endpointId } from './ids.ts';
import { instant } from './records.ts';

/* What the relay tells the tenant's own systems, by signed webhooks (Standard Webhooks). */

/** What can be told. An endpoint chooses among them. */
export const EVENT_TYPES = [
  'message.received',
  'message.status',
  'window.closing',
  'template.decided',
  'budget.reached',
  'consent.changed',
  'conversation.handed_over',
] as const;
export const eventType = z.enum(EVENT_TYPES);
export type EventType = z.infer<typeof eventType>;

/** The longest address of an endpoint, in characters. */
export const MAX_URL_LENGTH = 2000;

/** Where events go. Its secret is told once, when it is made. */
export const endpoint = z.object({
  id: endpointId,
  url: z.string(),
  description: z.string(),
  types: z.array(eventType),
  isOn: z.boolean(),
  /** It answered 410 Gone and was switched off for that; null: it was not. */
  goneAt: instant.nullable(),
  createdAt: instant,
  /** Deliveries on their way, and those that were given up. */
  waiting: z.number().int(),
  dead: z.number().int(),
  lastDeliveredAt: instant.nullable(),
});
export type Endpoint = z.infer<typeof endpoint>;

export const deliveryState = z.enum(['waiting', 'delivered', 'dead']);

/** Why there was no answer. */
export const deliveryError = z.enum([
  'address_not_allowed',
  'name_not_found',
  'timeout',
  'certificate',
  'no_connection',
]);
export type DeliveryError = z.infer<typeof deliveryError>;

/** One event on its way to one endpoint. */
export const delivery = z.object({
  number: z.number().int().positive(),
  /** The `webhook-id` of every attempt. */
  eventId: z.uuid(),
  /** `test`: somebody pressed the test button. */
  type: z.union([eventType, z.literal('test')]),
  at: instant,
  state: deliveryState,
  attempts: z.number().int(),
  /** The HTTP status of the last answer; null: there was none. */
  lastStatus: z.number().int().nullable(),
  /** Why there was none; null: there was one, or nothing was tried. */
  lastError: deliveryError.nullable(),
  /** When it is tried next; null: it is not. */
  nextAt: instant.nullable(),
});
export type Delivery = z.infer<typeof delivery>;
