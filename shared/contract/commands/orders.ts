import { z } from 'zod';
import { orderContent } from '../order.ts';
import { orderContact, orderOutcome } from '../rest/orders.ts';

export const MOST_ORDERS = 100;

/** What people do with orders: they come from the ERP, or from a file where it has no other way. */
export const ORDER_COMMANDS = {
  /** Each order as by itself; the same again changes nothing. */
  'order.saveMany': z.strictObject({
    orders: z
      .array(
        orderContent.extend({
          externalId: z.string().trim().min(1).max(128),
          contact: orderContact,
        }),
      )
      .min(1)
      .max(MOST_ORDERS)
      .refine(
        (orders) => new Set(orders.map((one) => one.externalId)).size === orders.length,
        'has an order twice',
      ),
  }),
} as const;

export const ORDER_RESULTS = {
  'order.saveMany': z.object({
    /** In the order of the command. */
    results: z.array(
      z.object({
        externalId: z.string(),
        outcome: z.union([orderOutcome, z.literal('contact_not_found')]),
      }),
    ),
  }),
} as const;
