import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MARKETS, PUBLISHED_RATES } from '../../../../shared/data/billing/published.ts';
import {
  RATE_COLUMNS,
  rateTable,
  readRateTable,
} from '../../../../shared/domain/billing/rate-table.ts';

const HEADER = [...RATE_COLUMNS];
const OWN = { card: 'own', markets: MARKETS.names };

function problems(...lines: string[]) {
  const cells = [HEADER, ...lines.map((line) => line.split(','))];
  return readRateTable(cells, OWN).problems.map(({ row, problem, value }) => [row, problem, value]);
}

describe('a table of prices', () => {
  it('comes back as it was', () => {
    const rows = PUBLISHED_RATES.filter(({ card }) => card === 'meta-usd-2026-10').map((row) =>
      Object.assign({}, row, { card: 'own', confidence: 'contract' as const }),
    );
    expect(readRateTable(rateTable(rows), OWN)).toEqual({ rows, problems: [] });
  });

  it('names each row that it refuses, with what stands there', () => {
    expect(
      problems(
        'message,Brazil,marketing,,0.05,USD,2026-10-01,,ok',
        'letter,Brazil,marketing,,0.05,USD,2026-10-01,,',
        'message,Atlantis,marketing,,0.05,USD,2026-10-01,,',
        'message,Brazil,inbound,,0.05,USD,2026-10-01,,',
        'message,Brazil,utility,-1,0.05,USD,2026-10-01,,',
        'message,Brazil,utility,,-0.05,USD,2026-10-01,,',
        'message,Brazil,utility,,12345678901234567890,USD,2026-10-01,,',
        'message,Brazil,utility,,0.05,XXX,2026-10-01,,',
        'message,Brazil,utility,,0.05,USD,2026-02-30,,',
        'message,Brazil,utility,,0.05,USD,2026-10-01,2026-09-30,',
        'message,Brazil,utility',
      ),
    ).toEqual([
      [3, 'unit_unknown', 'letter'],
      [4, 'market_unknown', 'Atlantis'],
      [5, 'category_unknown', 'inbound'],
      [6, 'volume_not_valid', '-1'],
      [7, 'amount_not_valid', '-0.05'],
      [8, 'amount_not_valid', '12345678901234567890'],
      [9, 'currency_unknown', 'XXX'],
      [10, 'date_not_valid', '2026-02-30'],
      [11, 'dates_reversed', '2026-09-30'],
      [12, 'amount_not_valid', ''],
    ]);
  });

  it('refuses two prices of one day, in whatever order they stand', () => {
    expect(
      problems(
        'message,Brazil,marketing,,0.05,USD,2026-11-01,2026-11-30,',
        'message,Brazil,marketing,,0.04,USD,2026-10-01,2026-11-01,',
        // The same day in another category, and one that follows without an end before it, are fine.
        'message,Brazil,utility,,0.04,USD,2026-10-01,,',
        'message,Brazil,utility,,0.03,USD,2026-11-01,,',
        'message,Brazil,utility,,0.02,USD,2026-11-01,,',
      ),
    ).toEqual([
      [2, 'dates_overlap', '2026-11-01'],
      [6, 'dates_overlap', '2026-11-01'],
    ]);
  });

  it('refuses steps of a volume without the first', () => {
    expect(problems('message,Brazil,utility,1000,0.04,USD,2026-10-01,,')).toEqual([
      [2, 'first_step_missing', '1000'],
    ]);
  });

  it('takes its columns in any order, and says which are missing', () => {
    const { rows } = readRateTable(
      [
        ['Valid_From', 'amount', 'CURRENCY', 'market', 'category', 'unit', 'our note'],
        ['2026-10-01', '0.0500', 'EUR', 'Germany', 'service', 'message', 'x'],
      ],
      OWN,
    );
    expect(rows).toMatchObject([{ market: 'Germany', micro: 50_000, currency: 'EUR', above: 0 }]);
    expect(readRateTable([['unit', 'market']], OWN).problems.map(({ column }) => column)).toEqual([
      'category',
      'amount',
      'currency',
      'valid_from',
    ]);
  });

  it('never takes a row in silence: each is read or refused', () => {
    const cell = fc.constantFrom(
      'message',
      'Brazil',
      'utility',
      '0',
      '0.1',
      'USD',
      '2026-10-01',
      '',
      '-1',
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 9 }), { maxLength: 20 }), (lines) => {
        const { rows, problems: found } = readRateTable([HEADER, ...lines], OWN);
        const refused = new Set(found.map(({ row }) => row));
        expect(rows.length + refused.size).toBeGreaterThanOrEqual(lines.length);
      }),
    );
  });
});
