import { expect, test } from 'vitest';
import { type OrderContent, orderContent } from '../../../../shared/contract/order.ts';
import { orderHappenings } from '../../../../shared/domain/order/order-events.ts';

const shipment = (state: 'preparing' | 'in_transit' | 'delivered') => ({ id: 'S-1', state });
const invoice = (state: 'open' | 'due' | 'paid') => ({ number: 'I-1', amountMicros: 5e6, state });

function order(more: object = {}): OrderContent {
  return orderContent.parse({
    number: 'NW-1',
    status: 'open',
    currency: 'EUR',
    totalMicros: 12_500_000,
    placedOn: '2026-03-02',
    ...more,
  });
}

const told = (before: OrderContent | null, after: OrderContent) =>
  orderHappenings(before, after).map(({ kind, key }) => [kind, key]);

test('what happens to an order is told when it happens, and not again', () => {
  const confirmed = order({ status: 'confirmed', promisedOn: '2026-03-09' });
  expect(told(order(), confirmed)).toEqual([['confirmed', '']]);
  expect(told(confirmed, confirmed)).toEqual([]);
  const later = { ...confirmed, promisedOn: '2026-03-12' };
  expect(told(confirmed, later)).toEqual([['delayed', '2026-03-12']]);
  expect(told(later, confirmed)).toEqual([]);
  const packed = order({ status: 'confirmed', shipments: [shipment('preparing')] });
  const sent = order({ status: 'shipped', shipments: [shipment('in_transit')] });
  expect(told(packed, sent)).toEqual([['shipped', 'S-1']]);
  const owed = order({ status: 'delivered', invoices: [invoice('open')] });
  const due = order({ status: 'delivered', invoices: [invoice('due')] });
  expect(told(owed, due)).toEqual([['invoice_due', 'I-1']]);
});

test('an order that was not known has only what holds now', () => {
  const over = order({
    status: 'delivered',
    promisedOn: '2026-03-09',
    shipments: [shipment('delivered')],
    invoices: [invoice('paid')],
  });
  expect(told(null, over)).toEqual([]);
  const underWay = order({ status: 'shipped', shipments: [shipment('in_transit')] });
  expect(told(null, underWay)).toEqual([['shipped', 'S-1']]);
});

test('nobody is told of goods that a cancelled order sends or delays, but of what is owed', () => {
  const before = order({ status: 'confirmed', promisedOn: '2026-03-09' });
  const after = order({
    status: 'cancelled',
    promisedOn: '2026-03-20',
    shipments: [shipment('in_transit')],
    invoices: [invoice('due')],
  });
  expect(told(before, after)).toEqual([['invoice_due', 'I-1']]);
});
