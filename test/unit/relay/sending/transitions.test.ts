import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROVIDER_STATUSES } from '../../../../relay/providers/provider.ts';
import {
  advance,
  implies,
  knownProgress,
  type Progress,
  stateAt,
} from '../../../../relay/services/sending/transitions.ts';

const arriving = fc.record({
  status: fc.constantFrom(
    'accepted' as const,
    'sent' as const,
    'delivered' as const,
    'read' as const,
  ),
  errorCode: fc.constant(null),
});
const failure = fc.record({
  status: fc.constantFrom('failed' as const, 'undelivered' as const),
  errorCode: fc.constantFrom(null, 63_016, 63_049, 30_008),
});
const news = fc.oneof(arriving, failure);
/** What one message can really go through. */
const aWay: fc.Arbitrary<Progress[]> = fc.oneof<fc.Arbitrary<Progress[]>[]>(
  fc.array(arriving, { minLength: 1, maxLength: 8 }),
  fc
    .tuple(
      failure,
      fc.array(fc.constantFrom('accepted' as const, 'sent' as const), { maxLength: 5 }),
    )
    .map(([last, before]) =>
      before.map((status): Progress => ({ status, errorCode: null })).concat(last),
    ),
);

function end(all: readonly Progress[]): Progress | null {
  return all.reduce<Progress | null>(advance, null);
}

/* The order as the decision says it, written out once more. */
const ORDER = ['accepted', 'sent', 'delivered', 'read'];
const FINAL = new Set(['failed', 'undelivered']);

function isAllowed([before, after]: readonly [string, string]): boolean {
  if (FINAL.has(before)) return false;
  if (FINAL.has(after)) return ORDER.indexOf(before) < ORDER.indexOf('delivered');
  return ORDER.indexOf(after) > ORDER.indexOf(before);
}

describe('the statuses of a message', () => {
  it('end alike in any order, with any duplicates', () => {
    const cases = aWay.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.array(fc.nat(all.length - 1), { maxLength: 6 }),
      ),
    );
    fc.assert(
      fc.property(cases, ([all, shuffled, again]) => {
        const duplicates = again.flatMap((index) => all[index] ?? []);
        expect(end([...shuffled, ...duplicates])).toEqual(end(all));
      }),
    );
  });

  it('never go back, and never leave a failure', () => {
    fc.assert(
      fc.property(fc.array(news, { minLength: 1, maxLength: 12 }), (all) => {
        let known: Progress | null = null;
        for (const each of all) {
          const before: Progress | null = known;
          known = advance(known, each);
          if (before === null || known.status === before.status) continue;
          expect([before.status, known.status]).toSatisfy(isAllowed);
        }
      }),
    );
  });

  it('say the same again without a change', () => {
    fc.assert(
      fc.property(fc.array(news, { minLength: 1, maxLength: 5 }), (all) => {
        const known = end(all);
        for (const each of all) expect(advance(known, each)).toBe(known);
      }),
    );
  });

  it.each([
    ['failed', 'sent', 'failed'],
    ['undelivered', 'accepted', 'undelivered'],
    ['failed', 'delivered', 'failed'],
    ['failed', 'undelivered', 'failed'],
    ['undelivered', 'read', 'undelivered'],
    ['sent', 'failed', 'failed'],
    ['delivered', 'failed', 'delivered'],
    ['read', 'undelivered', 'read'],
    ['read', 'delivered', 'read'],
  ] as const)('%s, then %s: %s', (first, second, last) => {
    const known = advance({ status: first, errorCode: null }, { status: second, errorCode: null });
    expect(known.status).toBe(last);
  });
});

it('a failure learns its code, and keeps it', () => {
  const bare = { status: 'failed', errorCode: null } as const;
  const coded = { status: 'failed', errorCode: 63_016 } as const;
  expect(advance(bare, coded)).toEqual(coded);
  expect(advance(coded, bare)).toBe(coded);
  expect(advance(coded, { status: 'failed', errorCode: 63_024 })).toBe(coded);
});

describe('what the relay itself thought of a message', () => {
  it.each([
    'queued',
    'sending',
    'unconfirmed',
    'parked',
    'cancelled',
    'accepted',
    'failed',
  ] as const)('does not count while the provider’s SID is unknown: %s', (status) => {
    expect(knownProgress(false, status, null)).toBeNull();
  });

  it('is what the provider said once it is bound', () => {
    expect(knownProgress(true, 'failed', 63_016)).toEqual({ status: 'failed', errorCode: 63_016 });
  });
});

describe('a status', () => {
  it('ends the send when its outcome is known', () => {
    expect(PROVIDER_STATUSES.map((status) => [status, stateAt(status)])).toEqual([
      ['accepted', 'accepted'],
      ['sent', 'accepted'],
      ['delivered', 'ended'],
      ['read', 'ended'],
      ['failed', 'ended'],
      ['undelivered', 'ended'],
    ]);
  });

  it('implies those before it, and a failure none', () => {
    expect(implies('read')).toEqual({ sent: true, delivered: true, read: true });
    expect(implies('delivered')).toEqual({ sent: true, delivered: true, read: false });
    expect(implies('sent')).toEqual({ sent: true, delivered: false, read: false });
    expect(implies('failed')).toEqual({ sent: false, delivered: false, read: false });
  });
});
