import fc from 'fast-check';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { adjustToPrice } from '../../../../relay/services/billing/books/adjust.ts';
import type { MessageId } from '../../../../shared/contract/ids.ts';
import { type BooksWorld, booksWorld } from '../../../support/billing/books-world.ts';
import { testStore } from '../../../support/relay-database/test-database.ts';
import { addConversation, HOUR } from '../../../support/sending-model/sending-world.ts';

const DAY = 24 * HOUR;
/** What the relay assumes that the provider takes for a message. */
const FEE = 5000;
const usd = (micro: number) => ({ micro, currency: 'USD' }) as const;

let books: BooksWorld;

beforeEach(async () => {
  books = await booksWorld(await testStore(), onTestFinished);
});

async function sent(of = books): Promise<MessageId> {
  const { conversationId } = await addConversation(of.world);
  const id = await of.relay.write(conversationId, 'It is ready');
  await of.relay.idle();
  return id;
}

async function delivered(micro: number | null): Promise<MessageId> {
  const id = await sent();
  if (micro !== null) books.prices.set(await books.sidOf(id), usd(micro));
  await books.tell(id, 'delivered');
  await books.settle();
  return id;
}

const adjustments = async () => (await books.lines()).filter(({ adjusts }) => adjusts !== null);

describe('the provider’s own price of a message', () => {
  it('adjusts what was assumed by a line more, and the sums by as much', async () => {
    await delivered(4200);
    expect(await books.sums()).toMatchObject({ spent: FEE });
    await books.reader().look();
    expect(await adjustments()).toEqual([]);
    books.world.clock.advance(HOUR);
    await books.reader().look();
    expect(await adjustments()).toMatchObject([
      { component: 'provider', reason: 'provider_price', micro: -800, adjusts: 'charged' },
    ]);
    expect(await books.sums()).toMatchObject({ spent: 4200, unknown: 0 });
  });

  it('that was assumed right writes nothing, and is not asked for again', async () => {
    await delivered(FEE);
    books.world.clock.advance(HOUR);
    await books.reader().look();
    books.world.clock.advance(40 * DAY);
    await books.reader().look();
    expect(await adjustments()).toEqual([]);
    expect(books.asked).toHaveLength(1);
  });

  it('is asked for again until it is there, and given up after a month', async () => {
    const id = await delivered(null);
    for (let day = 0; day < 5; day += 1) {
      books.world.clock.advance(DAY);
      await books.reader().look();
    }
    expect(books.asked).toHaveLength(5);
    books.prices.set(await books.sidOf(id), usd(6000));
    books.world.clock.advance(DAY);
    await books.reader().look();
    expect(await books.sums()).toMatchObject({ spent: 6000 });
    await delivered(null);
    for (let day = 0; day < 40; day += 1) {
      books.world.clock.advance(DAY);
      await books.reader().look();
    }
    const asked = books.asked.length;
    books.world.clock.advance(DAY);
    await books.reader().look();
    expect(books.asked).toHaveLength(asked);
  });

  it('counts once, with many relays that ask at the same time', async () => {
    await Promise.all([delivered(4000), delivered(4000), delivered(4000)]);
    await books.settle();
    books.world.clock.advance(HOUR);
    const readers = Array.from({ length: 8 }, () => books.reader());
    await Promise.all(readers.map((reader) => reader.look()));
    // As if a relay had died between the answer and its commit.
    await Promise.all(readers.map((reader) => reader.look()));
    expect(await adjustments()).toHaveLength(3);
    expect(books.asked).toHaveLength(3);
    expect(await books.sums()).toMatchObject({ spent: 3 * 4000 });
  });

  it('counts once, with many answers at the same time', async () => {
    const id = await delivered(null);
    const { store } = books.world.parts;
    const now = books.world.clock.now();
    await Promise.all(
      [4000, 4000, 4100, 4000].map((micro) =>
        store.inTenant(books.world.tenantId, (tx) => adjustToPrice(tx, id, usd(micro), now)),
      ),
    );
    const [adjustment] = await adjustments();
    expect(await adjustments()).toHaveLength(1);
    expect(await books.sums()).toMatchObject({ spent: FEE + (adjustment?.micro ?? 0) });
  });

  it('makes known what nobody had a price for', async () => {
    await books.world.parts.store.inTenant(books.world.tenantId, ({ sql, tenantId }) =>
      sql
        .updateTable('senders')
        .set({ channel: 'sms' })
        .where('tenant_id', '=', tenantId)
        .execute(),
    );
    const { conversationId } = await addConversation(books.world);
    await books.world.parts.store.inTenant(books.world.tenantId, ({ sql }) =>
      sql
        .updateTable('conversations')
        .set({ channel: 'sms' })
        .where('id', '=', conversationId)
        .execute(),
    );
    const id = await books.relay.write(conversationId, 'It is ready');
    await books.relay.idle();
    await books.tell(id, 'delivered');
    await books.settle();
    expect(await books.sums()).toMatchObject({ spent: 0, unknown: 1 });
    books.prices.set(await books.sidOf(id), usd(8300));
    books.world.clock.advance(HOUR);
    await books.reader().look();
    expect(await books.sums()).toMatchObject({ spent: 8300, unknown: 0 });
    expect(await adjustments()).toMatchObject([
      { component: 'sms', kind: 'charged', micro: 8300, adjusts: 'unknown' },
    ]);
  });

  it('in a currency without a rate of exchange is kept, and nothing is guessed', async () => {
    const id = await delivered(null);
    books.prices.set(await books.sidOf(id), { micro: 4600, currency: 'EUR' });
    books.world.clock.advance(HOUR);
    await books.reader().look();
    expect(await adjustments()).toEqual([]);
    expect(await books.sums()).toMatchObject({ spent: FEE });
    const kept = await books.world.parts.store.inTenant(books.world.tenantId, ({ sql }) =>
      sql.selectFrom('message_prices').select(['state', 'micro', 'currency']).execute(),
    );
    expect(kept).toEqual([{ state: 'other_currency', micro: 4600, currency: 'EUR' }]);
  });
});

describe('what is reserved for a message that nobody tells of', () => {
  it('is looked up after three days, and settled by what the provider says', async () => {
    const id = await sent();
    const taken = books.provider.taken.at(-1);
    if (taken !== undefined) taken.status = 'delivered';
    await books.settle();
    books.world.clock.advance(2 * DAY);
    await books.reader().look();
    expect(books.asked).toEqual([]);
    books.world.clock.advance(2 * DAY);
    await books.reader().look();
    await books.settle();
    expect(await books.sums()).toMatchObject({ spent: FEE, reserved: 0 });
    expect(await books.lines()).toHaveLength(2);
    expect((await books.lines())[0]).toMatchObject({ message_id: id });
  });

  it('waits in reconciliation as long as the provider knows nothing, and settles when it arrives late', async () => {
    const id = await sent();
    await books.tell(id, 'sent');
    for (let day = 0; day < 29; day += 1) {
      books.world.clock.advance(DAY);
      await books.reader().look();
      await books.settle();
    }
    // Once a day, from the fourth on.
    expect(books.asked).toHaveLength(26);
    const reserved = await books.world.parts.store.inTenant(books.world.tenantId, ({ sql }) =>
      sql.selectFrom('reservations').select(['state', 'reconciling_since']).executeTakeFirst(),
    );
    expect(reserved?.state).toBe('held');
    expect(reserved?.reconciling_since).not.toBeNull();
    await books.tell(id, 'delivered');
    await books.settle();
    expect(await books.sums()).toMatchObject({ spent: FEE, reserved: 0 });
  });
});

describe('callbacks, prices and late deliveries', () => {
  /** What can happen, in any order. */
  type Step = { readonly kind: 'told' | 'again'; readonly of: number } | 'settle' | 'look' | 'days';
  const PRICES = [5000, 4000, 7500, 0];
  const STEPS: readonly Step[] = [
    ...PRICES.flatMap((_, of): Step[] => [
      { kind: 'told', of },
      { kind: 'again', of },
    ]),
    'settle',
    'settle',
    'look',
    'look',
    'look',
    'days',
    'days',
    'days',
  ];

  it('come to the same sum in any order, each counted once', async () => {
    const store = await testStore();
    const inOrder = fc.shuffledSubarray([...STEPS], {
      minLength: STEPS.length,
      maxLength: STEPS.length,
    });
    await fc.assert(
      fc.asyncProperty(inOrder, async (steps) => {
        const ends: (() => Promise<void>)[] = [];
        const run = await booksWorld(store, (work) => ends.push(work));
        const ids: MessageId[] = [];
        for (const price of PRICES) {
          const id = await sent(run);
          run.prices.set(await run.sidOf(id), usd(price));
          ids.push(id);
        }
        const take = async (step: Step): Promise<void> => {
          if (step === 'settle') await run.settle();
          else if (step === 'look') await run.reader().look();
          else if (step === 'days') run.world.clock.advance(7 * DAY);
          else {
            const id = ids[step.of];
            if (id !== undefined) await run.tell(id, 'delivered');
          }
        };
        for (const step of steps) await take(step);
        await run.settle();
        for (let day = 0; day < 2; day += 1) {
          run.world.clock.advance(DAY);
          await run.reader().look();
        }
        const lines = await run.lines();
        const total = PRICES.reduce((sum, price) => sum + price, 0);
        expect(await run.sums()).toEqual({ spent: total, reserved: 0, unknown: 0 });
        expect(lines.reduce((sum, { micro }) => sum + (micro ?? 0), 0)).toBe(total);
        expect(lines.filter(({ adjusts }) => adjusts === null)).toHaveLength(2 * PRICES.length);
        // All but the one that was assumed right.
        expect(lines.filter(({ adjusts }) => adjusts !== null)).toHaveLength(PRICES.length - 1);
        for (const end of ends) await end();
      }),
      { numRuns: 8 },
    );
  });
});
