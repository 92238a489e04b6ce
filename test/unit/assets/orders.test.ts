import { expect, it } from 'vitest';
import { z } from 'zod';
import { northwindSupply } from '../../../assets/sample/northwind.ts';
import { ordersOf, stockOf } from '../../../assets/sample/orders.ts';
import { orderContent } from '../../../shared/contract/order.ts';

const orderState = orderContent.extend({ updatedAt: z.int() });
const NOON = Date.UTC(2026, 10, 23, 12);

it('has orders at any moment as an ERP may tell them, none after it, no number twice', () => {
  for (const hours of [0, 1, 5, 13, 26, 300]) {
    const now = NOON + hours * 3_600_000;
    const { customers, conversations } = northwindSupply({ now });
    const orders = conversations.flatMap((thread) => {
      const customer = customers.find(({ key }) => key === thread.customerKey);
      return customer === undefined ? [] : ordersOf(customer, thread, now);
    });
    expect(orders.length).toBeGreaterThan(50);
    expect(orders.filter(({ updatedAt }) => updatedAt > now)).toEqual([]);
    const wrong = orders.flatMap(({ updatedAt, ...told }) => {
      const { error } = orderState.safeParse({ ...told, updatedAt });
      return error === undefined ? [] : [`${told.number}: ${error.message}`];
    });
    expect(wrong).toEqual([]);
    const owned = new Set(orders.map(({ number }) => number));
    expect(owned.size).toBe(orders.length);
  }
  expect(stockOf(NOON).filter(({ available }) => available === 0).length).toBeGreaterThan(0);
});
