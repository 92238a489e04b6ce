import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BOOK_KINDS } from '../../../../shared/contract/provider-books.ts';
import {
  type BookFacts,
  bookKindOf,
  explainBooks,
} from '../../../../shared/domain/billing/reconcile.ts';

const even: BookFacts = {
  kind: 'fee_outbound',
  ours: { count: 10, micro: 50_000 },
  theirs: { count: 10, micro: 50_000 },
  pending: 0,
  unknown: 0,
  late: 0,
  noFinalStatus: 0,
  otherCurrency: 0,
};
const reasonsOf = (change: Partial<BookFacts>) =>
  explainBooks({ ...even, ...change }).map(({ reason, count }) => `${reason} ${String(count)}`);

describe('a line of the ledger', () => {
  it.each([
    ['provider', 'inbound', 'fee_inbound'],
    ['provider', 'failed', 'failed'],
    ['sms', 'failed', 'failed'],
    ['sms', 'outbound', 'sms_outbound'],
    ['platform', 'service', 'platform_service'],
    ['platform', 'authentication_international', 'platform_authentication'],
  ] as const)('of %s, %s, is compared with %s', (component, category, kind) => {
    expect(bookKindOf(component, category)).toBe(kind);
  });
});

describe('two sides', () => {
  it.each<[string, Partial<BookFacts>, string[]]>([
    ['agree', {}, []],
    ['agree while prices are still waited for', { pending: 3 }, []],
    ['cannot be compared yet', { theirs: null }, ['not_read_yet 0']],
    [
      'differ by what else uses the account',
      { theirs: { count: 13, micro: 65_000 } },
      ['more_there 3'],
    ],
    [
      'differ by what the provider has not counted',
      { theirs: { count: 8, micro: 40_000 } },
      ['more_here 2'],
    ],
    [
      'differ in prices that are not told yet',
      { theirs: { count: 10, micro: 42_000 }, pending: 4 },
      ['prices_pending 4'],
    ],
    [
      'differ by what came late',
      { theirs: { count: 8, micro: 40_000 }, late: 2 },
      ['more_here 2', 'late_delivery 2'],
    ],
    ['differ in the price', { theirs: { count: 10, micro: 42_000 } }, ['other_price 10']],
    ['differ by rounding', { theirs: { count: 10, micro: 50_050 } }, ['rounding 10']],
    ['differ by more than rounding', { theirs: { count: 10, micro: 50_051 } }, ['other_price 10']],
    [
      'differ for several reasons',
      { theirs: { count: 11, micro: 99_000 }, unknown: 1, noFinalStatus: 2, otherCurrency: 1 },
      ['prices_unknown 1', 'other_currency 1', 'more_there 1', 'no_final_status 2'],
    ],
    [
      'have a fee that is on one side alone',
      { kind: 'carrier_fees', ours: { count: 0, micro: 0 }, theirs: { count: 5, micro: 15_000 } },
      ['not_modelled 5'],
    ],
  ])('%s', (_name, change, reasons) => {
    expect(reasonsOf(change)).toEqual(reasons);
  });

  it('never differ without a reason, and have none where they agree', () => {
    const some = fc.nat(5);
    const side = fc.record({ count: some, micro: fc.nat(40_000) });
    fc.assert(
      fc.property(
        fc.record({
          kind: fc.constantFrom(...BOOK_KINDS),
          ours: side,
          theirs: side,
          pending: some,
          unknown: fc.constant(0),
          late: some,
          noFinalStatus: some,
          otherCurrency: fc.constant(0),
        }),
        (facts) => {
          const { ours, theirs } = facts;
          const isEven = ours.count === theirs.count && ours.micro === theirs.micro;
          expect(explainBooks(facts).length === 0).toBe(isEven);
        },
      ),
    );
  });
});
