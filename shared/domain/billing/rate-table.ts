import { type Day, isDay } from './calendar.ts';
import { type Currency, currencyOf, parseMicro, showMicro } from './money.ts';
import {
  type BillingUnit,
  categoriesOf,
  EVERYWHERE,
  type RateCategory,
  type RateRow,
  UNITS,
} from './rate-row.ts';

/** The columns of a table of prices, in whatever order a file has them. */
export const RATE_COLUMNS = [
  'unit',
  'market',
  'category',
  'above',
  'amount',
  'currency',
  'valid_from',
  'valid_until',
  'source',
] as const;

type Column = (typeof RATE_COLUMNS)[number];

/** Those that may be missing, and what is meant then. */
const OPTIONAL: ReadonlySet<Column> = new Set(['above', 'valid_until', 'source']);

/** Why a row is refused. */
export const ROW_PROBLEMS = [
  'column_missing',
  'unit_unknown',
  'market_unknown',
  'category_unknown',
  'volume_not_valid',
  'amount_not_valid',
  'currency_unknown',
  'date_not_valid',
  'dates_reversed',
  'dates_overlap',
  'first_step_missing',
] as const;

/** A row that is refused. */
export interface RowProblem {
  /** As a spreadsheet counts: the names of the columns are row 1. */
  readonly row: number;
  readonly column: Column;
  readonly problem: (typeof ROW_PROBLEMS)[number];
  /** What stands there. */
  readonly value: string;
}

/** What was read of a table. Nothing of it is to be used while a row is refused. */
export interface ReadRates {
  readonly rows: readonly RateRow[];
  readonly problems: readonly RowProblem[];
}

/** A card's name and the markets that it may name. */
export interface TableOf {
  readonly card: string;
  readonly markets: ReadonlySet<string>;
}

/**
 * Reads a table of prices as somebody keeps it in a spreadsheet.
 *
 * @param cells the first row names the columns
 */
export function readRateTable(
  cells: readonly (readonly string[])[],
  { card, markets }: TableOf,
): ReadRates {
  const [header = [], ...lines] = cells;
  const names = header.map((name) => name.trim().toLowerCase());
  const missing = RATE_COLUMNS.filter((name) => !OPTIONAL.has(name) && !names.includes(name));
  if (missing.length > 0) {
    const problem = 'column_missing';
    return {
      rows: [],
      problems: missing.map((column) => ({ row: 1, column, problem, value: header.join(',') })),
    };
  }
  const rows: Numbered[] = [];
  const problems: RowProblem[] = [];
  for (const [index, line] of lines.entries()) {
    const cell = (name: Column): string => line[names.indexOf(name)]?.trim() ?? '';
    const row = index + 2;
    const read = readRow(cell, card, markets);
    if ('problem' in read) problems.push({ row, ...read, value: cell(read.column) });
    else rows.push({ number: row, row: read });
  }
  problems.push(...overlapping(rows), ...withoutFirstStep(rows));
  problems.sort((one, other) => one.row - other.row);
  return { rows: rows.map(({ row }) => row), problems };
}

interface Numbered {
  readonly number: number;
  readonly row: RateRow;
}

type Cell = (name: Column) => string;
type Wrong = Pick<RowProblem, 'column' | 'problem'>;

function readRow(cell: Cell, card: string, markets: ReadonlySet<string>): RateRow | Wrong {
  const unit = UNITS.find((each) => each === cell('unit'));
  if (unit === undefined) return { column: 'unit', problem: 'unit_unknown' };
  const market = cell('market');
  if (market !== EVERYWHERE && !markets.has(market)) {
    return { column: 'market', problem: 'market_unknown' };
  }
  const category = categoryOf(unit, cell('category'));
  if (category === null) return { column: 'category', problem: 'category_unknown' };
  const above = cell('above') === '' ? '0' : cell('above');
  if (!/^\d{1,12}$/.test(above)) return { column: 'above', problem: 'volume_not_valid' };
  const micro = parseMicro(cell('amount'));
  if (micro === null) return { column: 'amount', problem: 'amount_not_valid' };
  const currency = currencyOf(cell('currency'));
  if (currency === null) return { column: 'currency', problem: 'currency_unknown' };
  const dates = readDates(cell('valid_from'), cell('valid_until'));
  if ('problem' in dates) return dates;
  const source = cell('source');
  const price = { above: Number(above), micro, currency, ...dates };
  return { card, unit, market, category, ...price, source, confidence: 'contract' };
}

function categoryOf(unit: BillingUnit, text: string): RateCategory | null {
  return categoriesOf(unit).find((each) => each === text) ?? null;
}

function readDates(
  validFrom: Day,
  until: string,
): Wrong | { readonly validFrom: Day; readonly validUntil: Day | null } {
  if (!isDay(validFrom)) return { column: 'valid_from', problem: 'date_not_valid' };
  if (until === '') return { validFrom, validUntil: null };
  if (!isDay(until)) return { column: 'valid_until', problem: 'date_not_valid' };
  if (until < validFrom) return { column: 'valid_until', problem: 'dates_reversed' };
  return { validFrom, validUntil: until };
}

const priceOf = ({ unit, market, category }: RateRow): string => `${unit} ${market} ${category}`;

/** Rows that say of one day what another says of it. One without an end gives way to the next. */
function overlapping(rows: readonly Numbered[]): RowProblem[] {
  const byPrice = Map.groupBy(rows, ({ row }) => `${priceOf(row)} ${String(row.above)}`);
  return [...byPrice.values()].flatMap((same) => {
    const sorted = same.toSorted(
      (one, other) =>
        Number(one.row.validFrom > other.row.validFrom) -
        Number(one.row.validFrom < other.row.validFrom),
    );
    return sorted.flatMap(({ number, row }, index): RowProblem[] => {
      const before = sorted[index - 1]?.row;
      if (before === undefined) return [];
      const isFree = row.validFrom > (before.validUntil ?? before.validFrom);
      const value = row.validFrom;
      return isFree ? [] : [{ row: number, column: 'valid_from', problem: 'dates_overlap', value }];
    });
  });
}

/** Steps of a volume of which nobody says what the first ones cost. */
function withoutFirstStep(rows: readonly Numbered[]): RowProblem[] {
  const first = new Set(
    rows.flatMap(({ row }) => (row.above === 0 ? [`${priceOf(row)} ${row.validFrom}`] : [])),
  );
  return rows.flatMap(({ number, row }): RowProblem[] =>
    first.has(`${priceOf(row)} ${row.validFrom}`)
      ? []
      : [{ row: number, column: 'above', problem: 'first_step_missing', value: String(row.above) }],
  );
}

/** Prices as a table that `readRateTable` reads, the names of the columns first. */
export function rateTable(rows: readonly RateRow[]): string[][] {
  const lines = rows.map((row) => {
    const cells: Record<Column, string> = {
      unit: row.unit,
      market: row.market,
      category: row.category,
      above: String(row.above),
      amount: showMicro(row.micro),
      currency: row.currency satisfies Currency,
      valid_from: row.validFrom,
      valid_until: row.validUntil ?? '',
      source: row.source,
    };
    return RATE_COLUMNS.map((column) => cells[column]);
  });
  return [[...RATE_COLUMNS], ...lines];
}
