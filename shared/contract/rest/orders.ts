import { z } from 'zod';
import { contactId } from '../ids.ts';
import { day, orderContent, orderStatus } from '../order.ts';
import { e164, moment, NOTHING, pageOf, paging, type RestRoute, whatsappUserId } from './route.ts';

export const MAX_ORDERS_AT_ONCE = 500;
/** The most that a batch of orders may measure, in bytes. */
const BATCH_BYTES = 4 * 1024 * 1024;

const externalId = z.string().trim().min(1).max(128).describe('What your system calls this order.');
const sku = z.string().trim().min(1).max(128).describe('The article, as your system calls it.');
const changed = moment.describe(
  'When your system changed it. What is older than what is known changes nothing.',
);

export const orderContact = z
  .union([
    z.strictObject({ id: contactId }),
    z.strictObject({ externalId: z.string().min(1).max(128) }),
    z.strictObject({ phone: e164 }),
    z.strictObject({ whatsappUserId }),
  ])
  .describe('Whose it is: a contact that is there, by its id, your id, number or user id.');

/** An order as a program tells it. */
const told = orderContent.extend({
  contact: orderContact,
  updatedAt: changed,
});
export type ToldOrder = z.output<typeof told>;

/** An order as REST shows it. */
export const restOrder = orderContent.extend({ externalId, contactId, updatedAt: moment });

export const orderOutcome = z
  .enum(['created', 'updated', 'unchanged', 'outdated'])
  .describe('`outdated`: a newer state is known, and this one changed nothing.');
export type OrderOutcome = z.infer<typeof orderOutcome>;

export const ORDER_ROUTES = {
  'orders.put': {
    method: 'PUT',
    path: '/orders/{externalId}',
    summary: 'Tell an order',
    description:
      'Creates the order or replaces all that is known of it. The same again changes nothing, and nor does an older state that comes late.',
    scope: 'orders:write',
    params: z.strictObject({ externalId }),
    query: NOTHING,
    body: told,
    idempotency: 'none',
    status: 200,
    answer: z.object({ outcome: orderOutcome, order: restOrder }),
    refusals: ['contact_not_found'],
  },
  'orders.putMany': {
    method: 'POST',
    path: '/orders/batch',
    summary: 'Tell many orders',
    description: `As many as ${MAX_ORDERS_AT_ONCE} orders, each as by itself: one whose contact is not there is told in its result and leaves the others as they are. Each may be in it once.`,
    scope: 'orders:write',
    params: NOTHING,
    query: NOTHING,
    body: z.strictObject({
      orders: z
        .array(told.extend({ externalId }))
        .min(1)
        .max(MAX_ORDERS_AT_ONCE)
        .refine(
          (orders) => new Set(orders.map((one) => one.externalId)).size === orders.length,
          'has an order twice',
        ),
    }),
    bodyLimit: BATCH_BYTES,
    idempotency: 'none',
    status: 200,
    answer: z.object({
      results: z
        .array(
          z.object({
            externalId,
            outcome: z.union([orderOutcome, z.literal('contact_not_found')]),
          }),
        )
        .describe('In the order of the request.'),
    }),
    refusals: [],
  },
  'orders.get': {
    method: 'GET',
    path: '/orders/{externalId}',
    summary: 'Read an order',
    description: 'One order, by what your system calls it.',
    scope: 'orders:read',
    params: z.strictObject({ externalId }),
    query: NOTHING,
    body: NOTHING,
    idempotency: 'none',
    status: 200,
    answer: restOrder,
    refusals: ['order_not_found'],
  },
  'orders.list': {
    method: 'GET',
    path: '/orders',
    summary: 'List orders',
    description: 'Orders of one contact, in one status, or all of them; in a fixed order.',
    scope: 'orders:read',
    params: NOTHING,
    query: z.strictObject({
      ...paging,
      contactId: contactId.optional(),
      status: orderStatus.optional(),
    }),
    body: NOTHING,
    idempotency: 'none',
    status: 200,
    answer: pageOf(restOrder),
    refusals: [],
  },
  'stock.put': {
    method: 'PUT',
    path: '/stock/{sku}',
    summary: 'Tell the stock of an article',
    description: 'How much of an article is there; an older state that comes late changes nothing.',
    scope: 'orders:write',
    params: z.strictObject({ sku }),
    query: NOTHING,
    body: z.strictObject({
      available: z.number().min(0).max(1e12),
      expectedOn: day.nullable().default(null).describe('When there is more of it.'),
      updatedAt: changed,
    }),
    idempotency: 'none',
    status: 200,
    answer: z.object({ sku, outcome: orderOutcome }),
    refusals: [],
  },
} as const satisfies Record<string, RestRoute>;
