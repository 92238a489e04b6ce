import { z } from 'zod';
import { contactId, orderId } from '../ids.ts';
import { orderContent, stockLevel } from '../order.ts';
import { instant } from '../records.ts';

/** An order as people see it. */
export const orderView = orderContent.extend({
  id: orderId,
  /** What the ERP calls it. */
  externalId: z.string(),
  /** When the ERP changed it last. */
  updatedAt: instant,
});

export const ORDER_READS = {
  /** The last orders of a contact, the newest first, and how much there is of what was ordered. */
  'orders.ofContact': {
    input: z.strictObject({ contactId, limit: z.number().int().min(1).max(50) }),
    value: z.object({ orders: z.array(orderView), stock: z.array(stockLevel) }),
  },
} as const;
