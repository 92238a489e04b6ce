import { z } from 'zod';
import { endpointId } from '../ids.ts';
import { eventType, MAX_URL_LENGTH } from '../webhook-out.ts';

/** Where the tenant's own systems are told what happens. */
export const ENDPOINT_COMMANDS = {
  /** Makes the endpoint, or changes it. */
  'endpoint.save': z.strictObject({
    endpointId,
    url: z.url({ protocol: /^https?$/, hostname: /./ }).max(MAX_URL_LENGTH),
    description: z.string().trim().max(80),
    types: z
      .array(eventType)
      .min(1)
      .refine((all) => new Set(all).size === all.length, 'names a type twice'),
    isOn: z.boolean(),
  }),
  /** A new secret; the one before is of no use at once. */
  'endpoint.rotateSecret': z.strictObject({ endpointId }),
  /** The endpoint and its deliveries are gone for good. */
  'endpoint.remove': z.strictObject({ endpointId }),
  /** Sends it an event of the type `test`. */
  'endpoint.test': z.strictObject({ endpointId }),
  /** Delivers again what was given up; null: all of the endpoint. */
  'delivery.replay': z.strictObject({
    endpointId,
    deliveryNumber: z.number().int().positive().nullable(),
  }),
} as const;

export const ENDPOINT_RESULTS = {
  /** Null: the endpoint was there before and keeps its secret. */
  'endpoint.save': z.object({ secret: z.string().nullable() }),
  'endpoint.rotateSecret': z.object({ secret: z.string() }),
} as const;
