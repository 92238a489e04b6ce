import type { TemplateVersionRecord } from '../../../contract/template-library.ts';

/* Meta warns whoever asks for utility what it judges marketing, then takes utility templates away
 * for 7 days, and after that for 30. It does not say how often or within which time: counted here is
 * the strict reading, in which every case is a step, and what can no longer be disputed is forgotten.
 * Source: Meta, template categorization. */

const DAY_MS = 24 * 3_600_000;
/** So long a category can be disputed. */
const COUNTS_FOR_MS = 60 * DAY_MS;
/** What each further case leads to, in days without utility templates; the first to a warning. */
const STEPS_DAYS = [0, 7, 30] as const;

/** A template that was asked for as utility and judged marketing: once, in however many languages. */
export interface MiscategorisedCase {
  readonly name: string;
  /** ms, when it was first judged so. */
  readonly at: number;
}

/** Where the account stands. */
export interface Miscategorised {
  /** Those that count, the oldest first. */
  readonly cases: readonly MiscategorisedCase[];
  /** No utility template can be submitted; null: none is in force. Times in ms. */
  readonly restriction: {
    readonly from: number;
    readonly until: number;
    readonly days: number;
  } | null;
  /** What the next case leads to: so many days without utility templates; 0: a warning. */
  readonly nextDays: number;
}

type Version = Pick<TemplateVersionRecord, 'name' | 'category' | 'history'>;

function casesOf(versions: readonly Version[]): readonly MiscategorisedCase[] {
  const first = new Map<string, number>();
  for (const { name, category, history } of versions) {
    const judged = history.find((event) => event.category === 'marketing');
    if (category !== 'utility' || judged === undefined) continue;
    first.set(name, Math.min(judged.at, first.get(name) ?? Infinity));
  }
  return [...first]
    .map(([name, at]) => ({ name, at }))
    .toSorted((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1));
}

/**
 * How far an account has come by templates that were asked for as utility and judged marketing.
 * While a restriction is in force every utility template becomes marketing: that is no new case.
 *
 * @param versions of the account, in any order
 * @param now ms on the relay's clock
 */
export function miscategorised(versions: readonly Version[], now: number): Miscategorised {
  let counted: MiscategorisedCase[] = [];
  let restriction: Miscategorised['restriction'] = null;
  let countsUntil = -Infinity;
  for (const one of casesOf(versions)) {
    if (restriction !== null && one.at < restriction.until) continue;
    counted = one.at < countsUntil ? [...counted, one] : [one];
    const days = STEPS_DAYS[Math.min(counted.length, STEPS_DAYS.length) - 1] ?? 0;
    const until = one.at + days * DAY_MS;
    restriction = days === 0 ? null : { from: one.at, until, days };
    countsUntil = until + COUNTS_FOR_MS;
  }
  const isOver = now >= countsUntil;
  const cases = isOver ? [] : counted;
  return {
    cases,
    restriction: restriction !== null && now < restriction.until ? restriction : null,
    nextDays: STEPS_DAYS[Math.min(cases.length, STEPS_DAYS.length - 1)] ?? 0,
  };
}
