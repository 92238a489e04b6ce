import { describe, expect, it } from 'vitest';
import { inSlices } from '../../../../main/sync/slices.ts';

const beside = { tidy: () => undefined, relieve: () => Promise.resolve() };

describe('going through items in slices', () => {
  it('gives every item once, in order, and says which slice is the last', async () => {
    const items = Array.from({ length: 250 }, (_, index) => index);
    const seen: number[] = [];
    const lasts: boolean[] = [];
    const whole = await inSlices(
      items,
      (slice, last) => {
        seen.push(...slice);
        lasts.push(last);
        return true;
      },
      beside,
    );
    expect(whole).toBe(true);
    expect(seen).toStrictEqual(items);
    expect(lasts.filter(Boolean)).toHaveLength(1);
    expect(lasts.at(-1)).toBe(true);
  });

  it('has a last slice where there are no items', async () => {
    const calls: boolean[] = [];
    await inSlices(
      [],
      (slice, last) => {
        calls.push(last && slice.length === 0);
        return true;
      },
      beside,
    );
    expect(calls).toStrictEqual([true]);
  });

  it('lets what waits run between two slices', async () => {
    const order: string[] = [];
    const call = (): void => {
      setImmediate(() => {
        order.push('call');
      });
    };
    await inSlices(
      Array.from({ length: 300 }),
      () => {
        order.push('slice');
        call();
        return true;
      },
      beside,
    );
    expect(order.slice(0, 4)).toStrictEqual(['slice', 'call', 'slice', 'call']);
  });

  it('ends where it is told to', async () => {
    let slices = 0;
    const whole = await inSlices(
      Array.from({ length: 300 }),
      () => {
        slices += 1;
        return slices < 2;
      },
      beside,
    );
    expect(whole).toBe(false);
    expect(slices).toBe(2);
  });

  it('tidies up after every slice, in a turn of its own', async () => {
    const order: string[] = [];
    await inSlices(
      Array.from({ length: 100 }),
      () => {
        order.push('slice');
        setImmediate(() => {
          order.push('call');
        });
        return true;
      },
      { ...beside, tidy: () => order.push('tidied') },
    );
    expect(order).toStrictEqual(['slice', 'call', 'tidied', 'slice', 'call', 'tidied']);
  });

  it('waits for relief now and then, and never after the last', async () => {
    const order: string[] = [];
    await inSlices(
      Array.from({ length: 500 }),
      (_slice, last) => {
        order.push(last ? 'last' : 'slice');
        return true;
      },
      {
        ...beside,
        relieve: async () => {
          await Promise.resolve();
          order.push('relief');
        },
      },
    );
    expect(order).toStrictEqual([...Array<string>(8).fill('slice'), 'relief', 'slice', 'last']);
  });
});
