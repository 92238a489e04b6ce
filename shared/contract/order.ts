import { z } from 'zod';

/* An order as the company's own system (its ERP) tells it. The ERP is the truth: what it tells
 * replaces the order as a whole. Money is in micro-units: 12.50 EUR is 12500000. */

/** A day, without a time or a zone. */
export const day = z.iso.date().describe('A day, `YYYY-MM-DD`.');

const micros = z.number().int().describe('Money in micro-units: 12.50 is 12500000.');
const word = z.string().trim().min(1).max(128);

/** By what an order is named in a message. */
export const orderReference = z.string().min(1).max(128);

export const orderStatus = z.enum(['open', 'confirmed', 'shipped', 'delivered', 'cancelled']);

export const orderLine = z.strictObject({
  sku: word,
  name: z.string().trim().min(1).max(256),
  quantity: z.number().positive().max(1e9),
  priceMicros: micros.describe('The price of one, in micro-units.'),
});

export const shipment = z.strictObject({
  id: word.describe('What your system calls this shipment.'),
  carrier: word.nullable().default(null),
  trackingNumber: word.nullable().default(null),
  trackingUrl: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable()
    .default(null),
  expectedOn: day.nullable().default(null),
  state: z.enum(['preparing', 'in_transit', 'delivered', 'failed']),
});

export const invoice = z.strictObject({
  number: word,
  amountMicros: micros,
  dueOn: day.nullable().default(null),
  state: z.enum(['open', 'due', 'paid', 'cancelled']),
});

/** All that the ERP tells of an order, beside whose it is. */
export const orderContent = z.strictObject({
  number: word.describe('As the customer knows it.'),
  status: orderStatus,
  currency: z.string().regex(/^[A-Z]{3}$/, 'is not a currency, such as EUR'),
  totalMicros: micros,
  placedOn: day,
  promisedOn: day.nullable().default(null).describe('When it is to be there.'),
  lines: z.array(orderLine).max(500).default([]),
  shipments: z.array(shipment).max(50).default([]),
  invoices: z.array(invoice).max(50).default([]),
});
export type OrderContent = z.output<typeof orderContent>;

/** How much of an article is there. */
export const stockLevel = z.object({
  sku: z.string(),
  available: z.number(),
  /** When there is more of it; null: not known. */
  expectedOn: day.nullable(),
});

/** What happens to an order and may be told to the customer; each once. */
export const orderEventKind = z.enum([
  'confirmed',
  'shipped',
  'delayed',
  'out_of_stock',
  'invoice_due',
]);
export type OrderEventKind = z.infer<typeof orderEventKind>;
