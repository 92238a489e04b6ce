import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heldOrder, newestOf } from '../../../../renderer/features/inbox/held-order.ts';
import { anItem } from './items.ts';

const ids = (items: readonly { readonly conversation: { readonly id: string } }[]) =>
  items.map(({ conversation }) => conversation.id);
const item = (number: number, at: number) => anItem({ number, lastMessageAt: at });

const sorted = (list: readonly (readonly [number, number])[]) =>
  list
    .map(([id, at]) => item(id, at))
    .toSorted((a, b) => b.conversation.lastMessageAt - a.conversation.lastMessageAt);

describe('the order while somebody reads', () => {
  const before = [item(1, 300), item(2, 200), item(3, 100)];
  const order = ids(before);

  it('is the newest first while it is not held', () => {
    expect(heldOrder(null, 0, before)).toEqual({ items: before, newer: 0 });
  });

  it('stays when a conversation rises, with its new content in its old place', () => {
    const risen = item(3, 400);
    const held = heldOrder(order, 300, [risen, item(1, 300), item(2, 200)]);
    expect(ids(held.items)).toEqual(order);
    expect(held.items[2]).toBe(risen);
    expect(held.newer).toBe(1);
  });

  it('keeps new conversations back and counts them', () => {
    const held = heldOrder(order, 300, [item(4, 500), item(5, 450), ...before]);
    expect(ids(held.items)).toEqual(order);
    expect(held.newer).toBe(2);
  });

  it('has nothing to tell when the first conversation gets one more message', () => {
    expect(heldOrder(order, 300, [item(1, 900), item(2, 200), item(3, 100)]).newer).toBe(0);
  });

  it('lets go what left the list, and takes older pages at the end', () => {
    const held = heldOrder(order, 300, [item(1, 300), item(3, 100), item(6, 50)]);
    expect(ids(held.items)).toEqual(ids([item(1, 0), item(3, 0), item(6, 0)]));
  });

  it('keeps its places where the list is sorted by what is left of the windows', () => {
    const byWindow = [item(1, 100), item(2, 300), item(3, 200)];
    const since = newestOf(byWindow);
    const held = heldOrder(ids(byWindow), since, [
      item(2, 300),
      item(7, 90),
      item(3, 200),
      item(1, 400),
      item(6, 250),
    ]);
    expect(ids(held.items)).toEqual(ids([1, 2, 3, 6].map((id) => item(id, 0))));
    expect(held.newer).toBe(1);
  });

  it('shows nothing twice and loses nothing that it does not count', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.nat(30), fc.nat(900)), { selector: ([id]) => id }),
        fc.uniqueArray(fc.tuple(fc.nat(30), fc.nat(900)), { selector: ([id]) => id }),
        (first, second) => {
          const then = sorted(first);
          const now = sorted(second);
          const since = then[0]?.conversation.lastMessageAt ?? 0;
          const held = heldOrder(ids(then), since, now);
          const shown = new Set(ids(held.items));
          expect(shown.size).toBe(held.items.length);
          const missing = now.filter(({ conversation }) => !shown.has(conversation.id));
          expect(missing.length).toBeLessThanOrEqual(held.newer);
        },
      ),
    );
  });
});
