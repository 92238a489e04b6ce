import { z } from 'zod';
import { contactId } from '../ids.ts';
import { ORDER_READS } from '../reads/orders.ts';
import { instant } from '../records.ts';

/** The orders of a contact as the cache keeps them: what the relay said when it was asked last. */
export const keptOrders = ORDER_READS['orders.ofContact'].value.extend({
  /** When the relay said so, on its clock. */
  asOf: instant,
});
export type KeptOrders = z.infer<typeof keptOrders>;

/** The calls about orders. */
export const ORDER_CALLS = {
  /**
   * The last orders of a contact as they are here, at once. The relay is asked behind it; the topic
   * `orders` tells when it has answered.
   */
  'contact.orders': {
    input: z.strictObject({ contactId }),
    output: z.object({
      /** Null: the relay was never asked, or has not answered yet. */
      kept: keptOrders.nullable(),
      /** `unreachable`, `refused`: what is kept may be old. */
      state: z.enum(['asking', 'current', 'unreachable', 'refused']),
    }),
  },
} as const;

/** The orders of a contact have come, or could not. */
export const ordersTopic = z.object({ kind: z.literal('orders'), id: contactId });
