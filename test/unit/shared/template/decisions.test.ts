import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockedNames } from '../../../../shared/domain/template/library/blocked-names.ts';
import { miscategorised } from '../../../../shared/domain/template/library/miscategorised.ts';
import { notSendable } from '../../../../shared/domain/template/sendable.ts';

const DAY = 24 * 3_600_000;
const event = (at: number, status: string, category: 'utility' | 'marketing' | null = null) => ({
  at,
  status,
  category,
  reason: null,
});
/** A template that was asked for as utility and judged marketing so many days after the start. */
const judged = (name: string, day: number, language = 'en') => ({
  name,
  language,
  category: 'utility' as const,
  history: [event(0, 'received', 'utility'), event(day * DAY, 'approved', 'marketing')],
});

describe('templates that were asked for as utility and judged marketing', () => {
  it.each([
    ['none', [], 0, [], null, 0],
    ['the first: a warning', [judged('a', 1)], 2, ['a'], null, 7],
    ['the second: 7 days', [judged('a', 1), judged('b', 3)], 3, ['a', 'b'], [3, 10, 7], 30],
    ['which end', [judged('a', 1), judged('b', 3)], 10, ['a', 'b'], null, 30],
    [
      'the third: 30 days',
      [judged('a', 1), judged('b', 3), judged('c', 11)],
      12,
      ['a', 'b', 'c'],
      [11, 41, 30],
      30,
    ],
    ['one in many languages is one', [judged('a', 1), judged('a', 2, 'de')], 3, ['a'], null, 7],
    [
      'within a restriction none counts',
      [judged('a', 1), judged('b', 3), judged('c', 9)],
      11,
      ['a', 'b'],
      null,
      30,
    ],
    ['after 60 days it is forgotten', [judged('a', 1)], 61, [], null, 0],
    ['and the next is a first again', [judged('a', 1), judged('b', 61)], 62, ['b'], null, 7],
  ] as const)('%s', (_, versions, day, cases, restriction, nextDays) => {
    const found = miscategorised(versions, day * DAY);
    expect(found.cases.map(({ name }) => name)).toEqual(cases);
    expect(found.nextDays).toBe(nextDays);
    const [from, until, days] = restriction ?? [];
    expect(found.restriction).toEqual(
      from === undefined || until === undefined
        ? null
        : { from: from * DAY, until: until * DAY, days },
    );
  });

  it('leaves what was asked for as marketing, or granted as utility, alone', () => {
    const asked = { ...judged('a', 1), category: 'marketing' as const };
    const granted = { ...judged('b', 1), history: [event(DAY, 'approved', 'utility')] };
    expect(miscategorised([asked, granted], 2 * DAY).cases).toEqual([]);
  });

  it('counts the same in any order, and a restriction ends after 7 or 30 days', () => {
    const some = fc.array(
      fc.tuple(
        fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
        fc.integer({ min: 0, max: 200 }),
      ),
    );
    fc.assert(
      fc.property(some, fc.integer({ min: 0, max: 300 }), (cases, now) => {
        const versions = cases.map(([name, day]) => judged(name, day));
        const found = miscategorised(versions, now * DAY);
        expect(miscategorised(versions.toReversed(), now * DAY)).toEqual(found);
        const { from = 0, until = 7 * DAY } = found.restriction ?? {};
        expect([7 * DAY, 30 * DAY]).toContain(until - from);
      }),
    );
  });
});

describe('a name', () => {
  const version = (history: readonly ReturnType<typeof event>[]) => ({
    name: 'order_shipped',
    language: 'en',
    history: [...history],
  });

  it.each([
    ['free', [event(1, 'approved')], false],
    ['blocked by a rejection', [event(0, 'received'), event(1, 'rejected')], true],
    ['blocked by a deletion', [event(0, 'approved'), event(1, 'deleted')], true],
    ['free where nobody was ever asked', [event(1, 'deleted')], false],
  ])('is %s', (_, history, isBlocked) => {
    const until = 1 + 30 * DAY;
    const blocked = [{ name: 'order_shipped', language: 'en', until }];
    expect(blockedNames([version(history)], until - 1)).toEqual(isBlocked ? blocked : []);
    expect(blockedNames([version(history)], until)).toEqual([]);
  });
});

it.each([
  ['approved', null],
  ['paused', 'template_paused'],
  ['disabled', 'template_disabled'],
  ['rejected', 'template_not_approved'],
  ['pending', 'template_not_approved'],
  ['unsubmitted', 'template_not_approved'],
] as const)('with a template that is %s nothing is sent because of %s', (status, code) => {
  expect(notSendable(status)).toBe(code);
});
