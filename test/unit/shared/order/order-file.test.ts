import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  orderColumns,
  readAmount,
  readDay,
  readOrders,
} from '../../../../shared/domain/order/order-file.ts';

const options = {
  currency: 'EUR',
  today: '2026-03-02',
  phone: (text: string) => (/^\+\d+$/.test(text) ? text : null),
};
const read = (text: string) => {
  const [header = [], ...rows] = text.split('\n').map((line) => line.split(';'));
  return readOrders(header, rows, options);
};

describe('a file of orders', () => {
  it('gathers the lines of an order wherever they stand, and what the first of them says', () => {
    const { orders, faults } = read(
      'Auftrag;Kundennummer;Status;Artikel;Bezeichnung;Menge;Preis;Datum\n' +
        'A1;K-7;bestätigt;HB;Bolt;500;0,24;2.3.2026\n' +
        'A2;K-8;;HN;Nut;10;1,5;\n' +
        'A1;K-7;;HW;Washer;2;1.000,5;',
    );
    expect(faults).toEqual([]);
    expect(orders).toEqual([
      {
        externalId: 'A1',
        number: 'A1',
        contact: { externalId: 'K-7' },
        status: 'confirmed',
        currency: 'EUR',
        totalMicros: 2_121_000_000,
        placedOn: '2026-03-02',
        promisedOn: null,
        lines: [
          { sku: 'HB', name: 'Bolt', quantity: 500, priceMicros: 240_000 },
          { sku: 'HW', name: 'Washer', quantity: 2, priceMicros: 1_000_500_000 },
        ],
      },
      expect.objectContaining({ externalId: 'A2', status: 'open', totalMicros: 15_000_000 }),
    ]);
  });

  it.each([
    ['order;phone\n;+49', 1, 'no_order'],
    ['order;phone\nA;', 1, 'no_customer'],
    ['order;phone\nA;0171', 1, 'bad_phone'],
    ['order;phone;status\nA;+49;lost', 1, 'bad_status'],
    ['order;phone;currency\nA;+49;Euro', 1, 'bad_currency'],
    ['order;phone;date\nA;+49;2/3/2026', 1, 'bad_day'],
    ['order;phone;total\nA;+49;1.234', 1, 'bad_amount'],
    ['order;customer;sku;price\nA;K;HB;1', 1, 'no_quantity'],
    ['order;customer;sku;qty\nA;K;HB;1', 1, 'no_price'],
    ['order;customer;sku;qty;price\nA;K;HB;1;1\nA;K;HN;0;1', 2, 'bad_amount'],
    ['order;customer\nA;K\nB;K\nA;L', 1, 'two_customers'],
  ])('leaves an order out that has a fault, and says where: %j', (text, row, why) => {
    const { orders, faults } = read(text);
    expect(faults).toMatchObject([{ row, why }]);
    expect(orders.map(({ number }) => number)).not.toContain('A');
  });

  it.each([
    ['12', 12],
    ['12.5', 12.5],
    ['12,50', 12.5],
    ['1.234,50', 1234.5],
    ['1,234.50', 1234.5],
    ["1'234.50", 1234.5],
    ['1 234,5', 1234.5],
    ['-3,20', -3.2],
    ['1.234', null],
    ['1,234', null],
    ['1,234,567', null],
    ['1.2.3', null],
    ['12 EUR', null],
    ['', null],
  ])('reads %j', (text, amount) => {
    expect(readAmount(text)).toBe(amount);
  });

  it('reads an amount in either habit as it was meant', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), (cents) => {
        const amount = cents / 100;
        for (const country of ['de', 'en', 'fr', 'de-CH']) {
          const text = new Intl.NumberFormat(country, { minimumFractionDigits: 2 }).format(amount);
          expect(readAmount(text)).toBe(amount);
        }
      }),
    );
  });

  it.each([
    ['2026-03-02', '2026-03-02'],
    ['2026-03-02T10:00:00Z', '2026-03-02'],
    ['2.3.2026', '2026-03-02'],
    ['31.02.2026', null],
    ['2026-13-01', null],
    ['03/02/2026', null],
  ])('reads the day %j', (text, day) => {
    expect(readDay(text)).toBe(day);
  });

  it('takes each column once', () => {
    expect(orderColumns(['Order number', 'Order', 'Foo', 'Prix unitaire'])).toEqual([
      'order',
      null,
      null,
      'price',
    ]);
  });
});
