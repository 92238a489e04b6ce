import type { Day } from './calendar.ts';

/** The market of whoever is not listed. */
export const OTHER = 'Other';

interface Place {
  readonly country: string;
  /** The newest first. */
  readonly moves: readonly { readonly from: Day; readonly market: string }[];
}

/** Which market a customer is billed in. */
export interface Markets {
  readonly byPrefix: ReadonlyMap<string, Place>;
  readonly byCountry: ReadonlyMap<string, Place>;
  /** Every market that is named, `Other` among them. */
  readonly names: ReadonlySet<string>;
}

const LONGEST_PREFIX = 4;
/** Of a made-up number. */
const EXAMPLE_DIGITS = 11;
const LINE = /^(?<prefix>\d+) (?<country>[A-Z]{2}) (?<rest>.+)$/;
const MOVE = /^(?<from>\d{4}-\d{2}-\d{2}) (?<market>.+)$/;

/** Reads the table of shared/data/billing/markets.ts. @throws {RangeError} for a line of another form */
export function readMarkets(text: string): Markets {
  const byPrefix = new Map<string, Place>();
  const byCountry = new Map<string, Place>();
  const names = new Set([OTHER]);
  for (const line of text.trim().split('\n')) {
    const { prefix = '', country = '', rest = '' } = LINE.exec(line)?.groups ?? {};
    if (prefix === '' || prefix.length > LONGEST_PREFIX) throw new RangeError(`markets: ${line}`);
    const [first = '', ...later] = rest.split(' > ');
    const moves = [{ from: '', market: first }];
    for (const move of later) {
      const { from = '', market = '' } = MOVE.exec(move)?.groups ?? {};
      if (market === '') throw new RangeError(`markets: ${line}`);
      moves.unshift({ from, market });
    }
    const place: Place = { country, moves };
    for (const { market } of moves) names.add(market);
    byPrefix.set(prefix, place);
    byCountry.set(country, place);
  }
  return { byPrefix, byCountry, names };
}

/**
 * The market in which a customer is billed on a day: by the longest calling code; who is known by
 * WhatsApp's user id alone, such as `BR.13491208655302741918`, by its country.
 *
 * @param address E.164 with its `+`, or the user id
 * @returns null where the address is neither
 */
export function marketOf(markets: Markets, address: string, day: Day): string | null {
  const country = /^[A-Z]{2}(?=\.)/.exec(address)?.[0];
  if (country !== undefined) return onDay(markets.byCountry.get(country), day);
  if (!/^\+[1-9]\d{3,14}$/.test(address)) return null;
  for (let length = LONGEST_PREFIX; length > 0; length -= 1) {
    const place = markets.byPrefix.get(address.slice(1, 1 + length));
    if (place !== undefined) return onDay(place, day);
  }
  return OTHER;
}

/**
 * An address of a market on a day, such as nobody has: what is billed for one there can be tried.
 *
 * @returns null where no calling code is of it
 */
export function addressIn(markets: Markets, market: string, day: Day): string | null {
  for (const [prefix, place] of markets.byPrefix) {
    const address = `+${prefix}${'0'.repeat(EXAMPLE_DIGITS - prefix.length)}`;
    if (onDay(place, day) === market && marketOf(markets, address, day) === market) return address;
  }
  return null;
}

function onDay(place: Place | undefined, day: Day): string {
  return place?.moves.find(({ from }) => from <= day)?.market ?? OTHER;
}
