import { z } from 'zod';
import { endpointId } from '../ids.ts';
import { delivery, deliveryState, endpoint } from '../webhook-out.ts';

export const ENDPOINT_READS = {
  /** Every endpoint, the oldest first. */
  'endpoints.list': {
    input: z.strictObject({}),
    value: z.object({ endpoints: z.array(endpoint) }),
  },
  /** What goes to an endpoint, the newest first. */
  'deliveries.list': {
    input: z.strictObject({
      endpointId,
      /** Null: every state. */
      state: deliveryState.nullable(),
      /** Deliveries before this number. */
      before: z.number().int().positive().nullable(),
      limit: z.number().int().min(1).max(100),
    }),
    value: z.object({
      deliveries: z.array(delivery),
      /** `before` of the next page; null: this is the last. */
      next: z.number().int().positive().nullable(),
    }),
  },
} as const;
