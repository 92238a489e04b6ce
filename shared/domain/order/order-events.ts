import type { OrderContent, OrderEventKind } from '../../contract/order.ts';

/** Something that happened to an order; the key tells two of a kind apart. */
export interface OrderHappening {
  readonly kind: OrderEventKind;
  /** The shipment, the new day or the invoice; empty where a kind happens once to an order. */
  readonly key: string;
}

/**
 * What happened to an order between two states of it. An order that is first heard of when it is
 * under way has only what holds now: nobody is told of a confirmation after the goods have left.
 *
 * @param before null: it was not known
 */
export function orderHappenings(
  before: OrderContent | null,
  after: OrderContent,
): readonly OrderHappening[] {
  const found: OrderHappening[] = [];
  if (after.status === 'cancelled') return invoicesDue(before, after);
  if (after.status === 'confirmed' && before?.status !== 'confirmed') {
    found.push({ kind: 'confirmed', key: '' });
  }
  for (const { id, state } of after.shipments) {
    const earlier = before?.shipments.find((one) => one.id === id)?.state;
    if (state === 'in_transit' && earlier !== 'in_transit') {
      found.push({ kind: 'shipped', key: id });
    }
  }
  const wasPromised = before?.promisedOn ?? null;
  const isOver = after.status === 'delivered';
  if (!isOver && wasPromised !== null && after.promisedOn !== null) {
    // Days in ISO 8601 sort as text.
    if (after.promisedOn > wasPromised) found.push({ kind: 'delayed', key: after.promisedOn });
  }
  return [...found, ...invoicesDue(before, after)];
}

function invoicesDue(before: OrderContent | null, after: OrderContent): readonly OrderHappening[] {
  return after.invoices
    .filter(({ number, state }) => {
      const earlier = before?.invoices.find((one) => one.number === number)?.state;
      return state === 'due' && earlier !== 'due';
    })
    .map(({ number }) => ({ kind: 'invoice_due', key: number }));
}
