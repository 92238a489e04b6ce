import type { BillingEvent, Charge } from './charge.ts';
import { billEvent } from './engine.ts';
import { addMicro, type Currency } from './money.ts';
import { marketOf } from './markets.ts';
import { NOTHING_YET, type PairState, type Usage } from './state.ts';
import type { Tariff } from './tariff.ts';

/** What a month or any other stretch of events comes to. */
export interface Bill {
  readonly charges: readonly Charge[];
  /** What is known, each currency apart; micro-units. */
  readonly sums: ReadonlyMap<Currency, number>;
  /** How many lines have no known price: the sums are without them. */
  readonly unknown: number;
}

/**
 * The bill of events that came in any order and more than once, as callbacks do: each counts once,
 * at the earliest moment that was told of it, and one that arrived has not failed.
 *
 * @throws {RangeError} where a sum would not be exact any more
 */
export function bill(events: readonly BillingEvent[], tariff: Tariff): Bill {
  const pairs = new Map<string, Map<string, PairState>>();
  const used = new Map<string, number>();
  const charges: Charge[] = [];
  const sums = new Map<Currency, number>();
  let unknown = 0;
  for (const event of inOrder(events)) {
    const ofSender = pairs.get(event.sender) ?? new Map<string, PairState>();
    pairs.set(event.sender, ofSender);
    const usage = usageBefore(event, tariff, used);
    const billed = billEvent(event, ofSender.get(event.contact) ?? NOTHING_YET, usage, tariff);
    ofSender.set(event.contact, billed.after);
    if (billed.used !== null) {
      used.set(usageKey(billed.used, event, tariff), usage[billed.used] + 1);
    }
    for (const charge of billed.charges) {
      charges.push(charge);
      const { price } = charge;
      if (price.kind === 'unknown') unknown += 1;
      if (price.kind === 'charged') {
        sums.set(price.currency, addMicro(sums.get(price.currency) ?? 0, price.micro));
      }
    }
  }
  return { charges, sums, unknown };
}

const USAGES = ['freeMessages', 'freeConversations', 'volume'] as const satisfies (keyof Usage)[];

/** By what an allowance or a volume of a month is counted; each key is of one kind alone. */
export function usageKey(
  what: keyof Usage,
  event: BillingEvent,
  { calendar, markets }: Tariff,
): string {
  const day = calendar.dayAt(event.at);
  const month = day.slice(0, 7);
  if (what === 'freeMessages') return `free messages ${event.sender} ${month}`;
  if (what === 'freeConversations') return `free conversations ${month}`;
  const category = event.kind === 'inbound' ? 'inbound' : event.category;
  return `volume ${category} ${month} ${marketOf(markets, event.address, day) ?? ''}`;
}

/** Every key that an event may need. */
export function usageKeys(event: BillingEvent, tariff: Tariff): readonly string[] {
  return USAGES.map((what) => usageKey(what, event, tariff));
}

/** What of the month of an event is used up; looked up only where it is asked for. */
class UsageBefore implements Usage {
  readonly #event: BillingEvent;
  readonly #tariff: Tariff;
  readonly #used: ReadonlyMap<string, number>;

  constructor(event: BillingEvent, tariff: Tariff, used: ReadonlyMap<string, number>) {
    this.#event = event;
    this.#tariff = tariff;
    this.#used = used;
  }

  get freeMessages(): number {
    return this.#count('freeMessages');
  }

  get freeConversations(): number {
    return this.#count('freeConversations');
  }

  get volume(): number {
    return this.#count('volume');
  }

  #count(what: keyof Usage): number {
    return this.#used.get(usageKey(what, this.#event, this.#tariff)) ?? 0;
  }
}

/** What of the month of an event is used up, by key. */
export function usageBefore(
  event: BillingEvent,
  tariff: Tariff,
  used: ReadonlyMap<string, number>,
): Usage {
  return new UsageBefore(event, tariff, used);
}

function inOrder(events: readonly BillingEvent[]): BillingEvent[] {
  const known = new Map<string, BillingEvent>();
  for (const event of events) {
    const before = known.get(event.id);
    known.set(event.id, before === undefined ? event : truer(before, event));
  }
  return [...known.values()].toSorted(
    (one, other) => one.at - other.at || RANK[one.kind] - RANK[other.kind] || byId(one, other),
  );
}

/** Of one moment: what the customer wrote comes before what answers it. */
const RANK = { inbound: 0, delivered: 1, failed: 2 } as const;

function truer(one: BillingEvent, other: BillingEvent): BillingEvent {
  if (one.kind !== other.kind) return RANK[one.kind] < RANK[other.kind] ? one : other;
  return one.at <= other.at ? one : other;
}

function byId({ id: one }: BillingEvent, { id: other }: BillingEvent): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
