import type { Day } from './calendar.ts';
import { type Currency, parseMicro } from './money.ts';
import type { BillingUnit, Confidence, RateCategory, RateRow } from './rate-row.ts';

/** A published card as the project keeps it: a line per market. */
export interface CardText {
  readonly id: string;
  readonly unit: BillingUnit;
  readonly currency: Currency;
  readonly validFrom: Day;
  /** The last day for which the source says it; null: none is known. */
  readonly validUntil: Day | null;
  readonly source: string;
  readonly confidence: Confidence;
  /** The columns after the market, by default those of the platform's cards. */
  readonly columns?: readonly RateCategory[];
  /** `market | amount | …`; `-` where the figure is not known. */
  readonly rates: string;
}

const PLATFORM: readonly RateCategory[] = ['marketing', 'utility', 'authentication', 'service'];

/** The prices of a card. @throws {RangeError} where a line is not of the form above */
export function readCard({ id, rates, columns = PLATFORM, ...card }: CardText): RateRow[] {
  return rates
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [market = '', ...cells] = line.split('|').map((cell) => cell.trim());
      return columns.flatMap((category, place): RateRow[] => {
        const cell = cells[place];
        if (cell === '-') return [];
        const micro = parseMicro(cell ?? '');
        if (micro === null || market === '') throw new RangeError(`card ${id}: ${line}`);
        return [{ ...card, card: id, market, category, above: 0, micro }];
      });
    });
}
