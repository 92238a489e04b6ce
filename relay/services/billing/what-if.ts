import { RefusedError } from '../../../shared/contract/errors.ts';
import { MARKETS, PUBLISHED_BOOK } from '../../../shared/data/billing/published.ts';
import type { BillingEvent } from '../../../shared/domain/billing/charge.ts';
import { marketOf } from '../../../shared/domain/billing/markets.ts';
import { tariffOf } from '../../../shared/domain/billing/tariff.ts';
import { whatIf } from '../../../shared/domain/billing/what-if.ts';
import type { ReadHandler } from '../reads/handler.ts';
import { changedMessages } from './changed-messages.ts';
import { loadTerms } from './tariffs.ts';

const AT_A_TIME = 5000;
/** More messages than these are not tried: it would keep the relay from its work. */
const MOST = 100_000;
const DAY_MS = 24 * 3_600_000;

/** What a month's messages would have cost under the rules of another month. */
export const spendWhatIf: ReadHandler<'spend.whatIf'> = async (
  { tx, now },
  { month: asked, rulesOf, volume, card, elsewhere },
) => {
  const { tariff, currency, exchangeRates } = await loadTerms(tx);
  const { calendar } = tariff;
  const month = asked ?? calendar.monthAt(now);
  const begin = Date.parse(`${month}-01T00:00:00Z`);
  // A day more on both sides: the month is that of the company's time zone.
  const within = { from: begin - DAY_MS, to: begin + 32 * DAY_MS };
  const events: BillingEvent[] = [];
  let [after, looked] = [0, 0];
  let isWhole = false;
  while (looked < MOST) {
    const some = await changedMessages(tx, after, Number.MAX_SAFE_INTEGER, AT_A_TIME, within);
    for (const { event } of some) {
      if (event !== null && calendar.monthAt(event.at) === month) events.push(event);
    }
    looked += some.length;
    after = some.at(-1)?.changeNo ?? after;
    isWhole = some.length < AT_A_TIME;
    if (isWhole) break;
  }
  const places = [elsewhere?.from, elsewhere?.to].filter((place) => place !== undefined);
  if (!places.every((place) => MARKETS.names.has(place))) {
    throw new RefusedError('invalid_input', 'market');
  }
  const published = tariffOf(PUBLISHED_BOOK, MARKETS, calendar);
  const sums = whatIf(
    events,
    tariff,
    { month, rulesOf, currency, rates: exchangeRates, elsewhere },
    card === 'own' ? tariff : published,
  );
  const used = Map.groupBy(events, ({ address, at }) =>
    marketOf(MARKETS, address, calendar.dayAt(at)),
  );
  return {
    month,
    currency,
    messages: events.length,
    isWhole,
    usedMarkets: [...used]
      .toSorted(([, one], [, other]) => other.length - one.length)
      .flatMap(([market]) => market ?? []),
    markets: [...MARKETS.names].toSorted(),
    hasOwn: tariff.book.contract.size > 0 || tariff.kept !== null,
    rows: [...sums].map(([category, { was, would }]) => ({
      category,
      was: was.micro,
      would: Math.round((would.micro * volume) / 100),
      unknown: Math.max(was.unknown, would.unknown),
    })),
  };
};
