import { describe, expect, it } from 'vitest';
import { entryPointEndsAt } from '../../../shared/domain/window/entry-point.ts';
import type { SampleConversation } from '../../../assets/sample/world.ts';
import { HOUR, messagesOf, MINUTE, WORLDS } from './worlds.ts';

const DAY = 24 * HOUR;

function lastAt({ messages }: SampleConversation): number {
  return messages.at(-1)?.at ?? 0;
}

describe.each(WORLDS)('the conversations of the sample $name', ({ now, world }) => {
  const whatsapp = world.conversations.filter(({ channel }) => channel === 'whatsapp');
  const ages = whatsapp.flatMap(({ messages }) => {
    const inbound = messages.findLast(({ direction }) => direction === 'inbound');
    return inbound === undefined ? [] : [now - inbound.at];
  });
  const between = (from: number, to: number): number =>
    ages.filter((age) => age >= from && age < to).length;

  it('are about 200, each of another customer', () => {
    expect(world.conversations).toHaveLength(200);
    const customers = world.conversations.map(({ customerKey }) => customerKey);
    expect(new Set(customers)).toEqual(new Set(world.customers.map(({ key }) => key)));
    expect(new Set(customers).size).toBe(200);
  });

  it.each([
    ['open', 0, DAY, 40],
    ['written in this minute', 0, MINUTE, 1],
    ['open for less than 30 minutes', DAY - 30 * MINUTE, DAY, 5],
    ['open for 30 minutes to 4 hours', DAY - 4 * HOUR, DAY - 30 * MINUTE, 5],
    ['just closed', DAY, DAY + 2 * HOUR, 4],
    ['closed for days', DAY + 2 * HOUR, 14 * DAY, 20],
    ['closed for weeks', 14 * DAY, Infinity, 20],
  ])('have windows that are %s', (_name, from, to, atLeast) => {
    expect(between(from, to)).toBeGreaterThanOrEqual(atLeast);
  });

  it('come to five minutes before the closing of a window, and not to its last minutes', () => {
    expect(between(DAY - 6 * MINUTE, DAY)).toBeGreaterThanOrEqual(1);
    expect(between(DAY - 4 * MINUTE, DAY)).toBe(0);
  });

  it('have customers who have never written', () => {
    expect(whatsapp.length - ages.length).toBeGreaterThanOrEqual(8);
  });

  it('count as unread what the customer wrote last, at most', () => {
    const wrong = world.conversations.filter(({ messages, unreadCount }) => {
      const answered = messages.findLastIndex(({ direction }) => direction === 'outbound');
      return unreadCount > messages.length - 1 - answered;
    });
    expect(wrong).toEqual([]);
    expect(world.conversations.some(({ unreadCount }) => unreadCount > 1)).toBe(true);
  });

  it('belong to the tenant’s people and senders', () => {
    const people = new Set<string | null>([null, ...world.people.map(({ email }) => email)]);
    const senders = new Set(world.senders.map(({ channel, address }) => channel + address));
    const wrong = world.conversations.filter(
      ({ assigneeEmail, channel, senderAddress }) =>
        !people.has(assigneeEmail) || !senders.has(channel + senderAddress),
    );
    expect(wrong).toEqual([]);
  });

  it('never share the number of an order, quote or invoice', () => {
    const owners = new Map<string, Set<string>>();
    for (const { conversation, message } of messagesOf(world)) {
      const numbers = message.body?.match(/\b(?:NW|COT|ORC|AN|Q|FAC|NF|RE|INV|PRE)-\d{5}\b/g) ?? [];
      for (const number of numbers) {
        const known = owners.get(number) ?? new Set();
        owners.set(number, known.add(conversation.customerKey));
      }
    }
    expect([...owners].filter(([, customers]) => customers.size > 1)).toEqual([]);
    expect(owners.size).toBeGreaterThan(150);
  });

  it('show at the top the ones written by hand, one of them 60 messages long', () => {
    const newest = world.conversations.toSorted((one, other) => lastAt(other) - lastAt(one));
    const byHand = newest.slice(0, 15).filter(({ customerKey }) => !/-\d\d$/.test(customerKey));
    expect(byHand.length).toBeGreaterThanOrEqual(5);
    expect(byHand[0]?.messages).toHaveLength(60);
  });

  it('have one from an ad whose free entry point is running', () => {
    const fromAd = world.conversations.filter(({ messages }) =>
      messages.some(({ referral }) => referral !== null),
    );
    const ends = fromAd.map(({ messages }) => {
      const click = messages.findLast(({ referral }) => referral !== null)?.at ?? null;
      const answer = messages.find(
        ({ at, direction, status }) =>
          direction === 'outbound' && at > (click ?? now) && /^(delivered|read)$/.test(status),
      );
      return entryPointEndsAt(click, answer?.at ?? null) ?? 0;
    });
    expect(Math.max(...ends)).toBeGreaterThan(now + 60 * HOUR);
  });
});
