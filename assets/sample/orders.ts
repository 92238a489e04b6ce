import { addWorkdays, localTime } from './calendar.ts';
import { type Numbering, startNumbering } from './deal.ts';
import { LOCALES } from './locales/index.ts';
import { type Locale, type Product } from './locales/locale.ts';
import { type SeededRandom, seededRandom } from './random.ts';
import type { SampleConversation, SampleCustomer, SampleOrder, SampleStock } from './world.ts';

const DAY = 86_400_000;
const MICROS = 1_000_000;
const CURRENCIES: Readonly<Record<string, string>> = {
  MX: 'MXN',
  BR: 'BRL',
  DE: 'EUR',
  GB: 'GBP',
  ES: 'EUR',
  US: 'USD',
  NG: 'NGN',
};

/** What was said of an order in a thread. */
interface Mentioned {
  readonly number: string;
  /** When it was named first, ms. */
  readonly at: number;
  /** All that was said from the order before it to the order after it. */
  readonly text: string;
}

/** What is said this long before an order gets its number is about that order, ms. */
const TALKED_OVER = DAY / 2;

/** What was said between two orders belongs to the later one where it was said just before it. */
function mentionedIn({ messages }: SampleConversation): readonly Mentioned[] {
  const named: { readonly number: string; readonly at: number }[] = [];
  for (const { body, at } of messages) {
    for (const number of body?.match(/\bNW-\d{4,6}\b/g) ?? []) {
      if (!named.some((one) => one.number === number)) named.push({ number, at });
    }
  }
  const begins = named.map(({ at }, place) => {
    const before = named[place - 1]?.at;
    return before === undefined ? 0 : Math.max(before + 1, at - TALKED_OVER);
  });
  return named.map(({ number, at }, place) => {
    const end = begins[place + 1] ?? Infinity;
    const said = messages.filter((one) => one.at >= (begins[place] ?? 0) && one.at < end);
    return { number, at, text: said.map(({ body }) => `${body ?? ''}\n`).join('') };
  });
}

/** An article is known by its number or its name. */
function linesOf(text: string, { products }: Locale, random: SeededRandom): SampleOrder['lines'] {
  const named = products.filter(({ sku, name }) => text.includes(sku) || text.includes(name));
  const bought = named.length > 0 ? named : [random.pick(products)];
  return bought.slice(0, 4).map((product) => ({
    sku: product.sku,
    name: product.name,
    quantity: quantityOf(text, product) ?? random.pick([6, 10, 12, 20, 24]),
    priceMicros: Math.round(product.price * MICROS),
  }));
}

/** How many the thread says: the number before the unit and, where it is near, the article. */
function quantityOf(text: string, { unit, sku, name }: Product): number | null {
  for (const word of [sku, name]) {
    const before = text.slice(0, Math.max(0, text.indexOf(word))).slice(-40);
    const counted = [...before.matchAll(new RegExp(`(?<![\\d.,])(\\d[\\d.,]*) ${unit}`, 'g'))].at(
      -1,
    )?.[1];
    // Thousands are set apart in the words of most languages.
    const count = Number(counted?.replaceAll(/[.,]/g, '') ?? 0);
    if (count > 0) return count;
  }
  return null;
}

/** What is the same for all orders of a customer. */
interface Setting {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly now: number;
  readonly numbering: Numbering;
  readonly random: SeededRandom;
}

function orderOf({ number, at, text }: Mentioned, setting: Setting): SampleOrder {
  const { locale, timeZone, now, numbering, random } = setting;
  const day = (moment: number): string => isoDay(moment, timeZone);
  const lines = linesOf(text, locale, random);
  const net = lines.reduce((sum, line) => sum + line.quantity * line.priceMicros, 0);
  const totalMicros = Math.round((net * (1 + locale.taxRate)) / 10_000) * 10_000;
  const carrier =
    locale.carriers.find(({ name }) => text.includes(name)) ?? random.pick(locale.carriers);
  const told = new RegExp(`\\b${carrier.trackingPrefix}\\d{6,9}\\b`).exec(text)?.[0];
  const age = now - at;
  const isCancelled = told === undefined && age > 5 * DAY && random.chance(0.06);
  const status = isCancelled
    ? 'cancelled'
    : age > 7 * DAY
      ? 'delivered'
      : told !== undefined || age > 2 * DAY
        ? 'shipped'
        : age > DAY / 12
          ? 'confirmed'
          : 'open';
  const hasLeft = status === 'shipped' || status === 'delivered';
  const tracking = told ?? `${carrier.trackingPrefix}${numbering.take('tracking', at)}`;
  const promised = addWorkdays(at, 4, timeZone);
  const billed = addWorkdays(at, 1, timeZone);
  const dueAt = billed + 30 * DAY;
  const invoice =
    new RegExp(`(?:${locale.invoicePrefix})\\d{4,6}`).exec(text)?.[0] ??
    `${locale.invoicePrefix}${numbering.take('invoice', at)}`;
  const isPaid = dueAt < now && !random.chance(0.25);
  return {
    number,
    status,
    currency: CURRENCIES[locale.country] ?? 'USD',
    totalMicros,
    placedOn: day(at),
    promisedOn: isCancelled ? null : day(promised),
    lines,
    shipments: hasLeft
      ? [
          {
            id: `${number}-1`,
            carrier: carrier.name,
            trackingNumber: tracking,
            trackingUrl: `https://tracking.example/${encodeURIComponent(tracking)}`,
            expectedOn: day(promised),
            state: status === 'delivered' ? 'delivered' : 'in_transit',
          },
        ]
      : status === 'confirmed'
        ? [
            {
              id: `${number}-1`,
              carrier: carrier.name,
              trackingNumber: null,
              trackingUrl: null,
              expectedOn: day(promised),
              state: 'preparing',
            },
          ]
        : [],
    invoices: hasLeft
      ? [
          {
            number: invoice,
            amountMicros: totalMicros,
            dueOn: day(dueAt),
            state: dueAt >= now ? 'open' : isPaid ? 'paid' : 'due',
          },
        ]
      : [],
    updatedAt: Math.min(now, hasLeft ? Math.max(at, billed) : at),
  };
}

function isoDay(at: number, timeZone: string): string {
  const { year, month, day } = localTime(at, timeZone);
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}

/** The market that a customer buys in. */
function localeFor({ language, country }: SampleCustomer): Locale | undefined {
  return (
    LOCALES.find((one) => one.country === country && one.language === language) ??
    LOCALES.find((one) => one.country === country)
  );
}

/**
 * The orders of a customer: those that their thread speaks of, and for every other customer one
 * from the months before. The same thread gives the same orders.
 *
 * @param now ms; no order is later
 */
export function ordersOf(
  customer: SampleCustomer,
  thread: SampleConversation,
  now: number,
): readonly SampleOrder[] {
  const locale = localeFor(customer);
  if (locale === undefined) return [];
  const random = seededRandom(`orders/${customer.key}/${thread.channel}`);
  const mentioned = mentionedIn(thread);
  const numbering = startNumbering(mentioned.map(({ number }) => `order${number.slice(3)}`));
  const setting = { locale, timeZone: customer.timeZone, now, numbering, random };
  const first = mentioned[0]?.at ?? thread.messages[0]?.at ?? now;
  const at = first - random.between(20, 140) * DAY;
  // Two customers may have bought in the same hour: the number is made from the thread as well.
  const number = `NW-${numbering.take('order', at)}${random.between(10, 99)}`;
  const earlier = random.chance(0.5) ? [{ number, at, text: '' }] : [];
  return [...earlier, ...mentioned].map((one) => orderOf(one, setting));
}

/** What lies in the warehouse of all that is sold. @param now ms */
export function stockOf(now: number): readonly SampleStock[] {
  const skus = new Set(LOCALES.flatMap(({ products }) => products.map(({ sku }) => sku)));
  return [...skus].toSorted().map((sku, place) => {
    const random = seededRandom(`stock/${sku}`);
    const isOut = place % 6 === 4;
    return {
      sku,
      available: isOut ? 0 : random.between(8, 640),
      expectedOn: isOut
        ? isoDay(addWorkdays(now, random.between(3, 9), 'America/Chicago'), 'America/Chicago')
        : null,
      updatedAt: now,
    };
  });
}
