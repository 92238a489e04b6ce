import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import { dayInWords, money } from '../../../../shared/domain/order/order-formats.ts';
import { localeOfTemplate, orderValues } from '../../../../shared/domain/order/order-values.ts';
import { orderId } from '../../../../shared/contract/ids.ts';
import { orderContent } from '../../../../shared/contract/order.ts';

/** Spaces that do not break are drawn as spaces. */
const plain = (text: string) => text.replaceAll(/[\u00A0\u202F]/g, ' ');

function anOrder(more: object = {}) {
  const content = orderContent.parse({
    number: 'NW-1000',
    status: 'shipped',
    currency: 'EUR',
    totalMicros: 1_240_500_000,
    placedOn: '2026-03-02',
    ...more,
  });
  return { ...content, id: orderId.parse(v7()), externalId: 'erp-1', updatedAt: 1 };
}

function anInvoice(number: string, state: string) {
  return { number, amountMicros: 5_000_000, dueOn: '2026-04-01', state };
}

it('writes amounts with the digits of their currency, and loses none that they have', () => {
  expect(plain(money(1_240_500_000, 'EUR', 'de-DE'))).toBe('1.240,50 €');
  expect(plain(money(1_240_500_000, 'USD', 'en-US'))).toBe('$1,240.50');
  expect(plain(money(12_000_000, 'JPY', 'en-US'))).toBe('¥12');
  // A screw for less than a cent is not for nothing.
  expect(plain(money(4_500, 'USD', 'en-US'))).toBe('$0.0045');
  expect(plain(money(-12_500_000, 'USD', 'en-US'))).toBe('-$12.50');
  expect(plain(money(1_000_000, 'XQZ', 'en-US'))).toBe('XQZ 1.00');
});

it('writes a day as that day, in whatever zone it is read', () => {
  expect(dayInWords('2026-03-02', 'en-US')).toBe('Mar 2, 2026');
  expect(dayInWords('2026-12-31', 'en-GB')).toBe('31 Dec 2026');
});

it('offers what is known of an order in the language of the template, and nothing else', () => {
  const bare = orderValues(anOrder(), 'de-DE');
  expect(bare.map(({ key }) => key)).toEqual(['order.number', 'order.total', 'order.placedOn']);
  expect(plain(bare[1]?.text ?? '')).toBe('1.240,50 €');
  const full = anOrder({
    shipments: [
      { id: 'a', carrier: 'DHL', trackingNumber: 'T1', state: 'delivered' },
      { id: 'b', carrier: 'UPS', trackingNumber: 'T2', state: 'in_transit' },
      { id: 'c', carrier: 'GLS', state: 'preparing' },
    ],
    invoices: [anInvoice('I1', 'due'), anInvoice('I2', 'paid'), anInvoice('I3', 'cancelled')],
  });
  const values = new Map(orderValues(full, 'en-US').map(({ key, text }) => [key, text]));
  expect(values.get('shipment.trackingNumber')).toBe('T2');
  expect(values.get('shipment.carrier')).toBe('UPS');
  expect(values.get('invoice.number')).toBe('I1');
  expect(values.get('invoice.dueOn')).toBe('Apr 1, 2026');
  expect(values.has('shipment.trackingUrl')).toBe(false);
});

it('takes the language of a template as it is written there', () => {
  expect(['es_MX', 'de', 'pt_BR', 'not a language'].map(localeOfTemplate)).toEqual([
    'es-MX',
    'de',
    'pt-BR',
    'en',
  ]);
});
