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

const news = fc.oneof(
  fc.record({
    status: fc.constantFrom(...PROVIDER_STATUSES),
    errorCode: fc.constant(null),
  }),
  fc.record({
    status: fc.constantFrom('failed' as const, 'undelivered' as const),
    errorCode: fc.constantFrom(63_016, 63_049, 30_008),
  }),
);

function end(all: readonly Progress[]): Progress | null {
  return all.reduce<Progress | null>(advance, null);
}

/* The order as the decision says it, written out once more. */
const ORDER = ['accepted', 'sent', 'undelivered', 'failed', 'delivered', 'read'];

describe('the statuses of a message', () => {
  it('end alike in any order, with any duplicates', () => {
    const cases = fc
      .array(news, { minLength: 1, maxLength: 8 })
      .chain((all) =>
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

  it('never go back', () => {
    fc.assert(
      fc.property(fc.array(news, { minLength: 1, maxLength: 12 }), (all) => {
        let highest = -1;
        let known: Progress | null = null;
        for (const each of all) {
          known = advance(known, each);
          const rank = ORDER.indexOf(known.status);
          expect(rank).toBeGreaterThanOrEqual(highest);
          highest = rank;
        }
        expect(highest).toBe(Math.max(...all.map(({ status }) => ORDER.indexOf(status))));
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
    ['failed', 'delivered', 'delivered'],
    ['delivered', 'failed', 'delivered'],
    ['read', 'undelivered', 'read'],
    ['read', 'delivered', 'read'],
  ] as const)('%s, then %s: %s', (first, second, last) => {
    const known = advance({ status: first, errorCode: null }, { status: second, errorCode: null });
    expect(known.status).toBe(last);
  });
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
