import { type Locale, type Product } from './locales/locale.ts';
import { type SeededRandom } from './random.ts';
import { type Scenario } from './scenario.ts';

const HOUR = 3_600_000;
const FIRST_ORDER = Date.UTC(2024, 0, 1);

/** The numbers that one piece of business has in all its messages, ready to be put into texts. */
export type Deal = ReadonlyMap<string, string>;

/** Hands out numbers that grow with time and never come twice. */
export interface Numbering {
  take(series: 'order' | 'quote' | 'invoice' | 'tracking', at: number): string;
}

/** A numbering that hands out none of the `reserved` numbers (`order43120`, `quote33418`). */
export function startNumbering(reserved: readonly string[] = []): Numbering {
  const taken = new Set(reserved);
  const perHour = { order: 1.3, quote: 1.1, invoice: 1.2, tracking: 9.7 };
  const start = { order: 11_204, quote: 8_317, invoice: 9_640, tracking: 40_173_308 };
  return {
    take: (series, at) => {
      const hours = Math.max(0, at - FIRST_ORDER) / HOUR;
      let number = start[series] + Math.floor(hours * perHour[series]);
      while (taken.has(`${series}${number}`)) number += 1;
      taken.add(`${series}${number}`);
      return String(number);
    },
  };
}

/** Writes an amount as the market does: `$1,234.50`, `1.234,50 €`, `₦1,234,500`. */
export function formatMoney(amount: number, money: Locale['money']): string {
  const [whole = '0', fraction = ''] = amount.toFixed(money.decimals).split('.');
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, money.thousands);
  const decimals = money.decimals === 0 ? '' : `${money.decimal}${fraction}`;
  return `${money.before}${grouped}${decimals}${money.after}`;
}

function roundMoney(amount: number, decimals: 0 | 2): number {
  const scale = decimals === 0 ? 1 : 100;
  return Math.round(amount * scale) / scale;
}

function productsFor(
  locale: Locale,
  about: Scenario['about'],
  random: SeededRandom,
): [Product, Product] {
  const fitting = locale.products.filter(
    (product) => about === undefined || product.kind === about,
  );
  const first = random.pick(fitting);
  const others = fitting.filter((product) => product !== first);
  return [first, random.pick(others.length > 0 ? others : fitting)];
}

/** Whether a product costs so much more than the others that people buy only a few. */
function isDear(product: Product, locale: Locale): boolean {
  const prices = locale.products.map(({ price }) => price).toSorted((one, other) => one - other);
  return product.price > 2 * (prices[Math.floor(prices.length / 2)] ?? product.price);
}

/**
 * Draws up the business of one thread: two products, quantities, sums that add up, and numbers.
 * `at` (ms) is when it began.
 */
export function drawUpDeal(
  locale: Locale,
  scenario: Scenario,
  at: number,
  numbering: Numbering,
  random: SeededRandom,
): Deal {
  const [first, second] = productsFor(locale, scenario.about, random);
  const carrier = random.pick(locale.carriers);
  const quantity = random.pick(
    isDear(first, locale) ? [6, 8, 10, 12] : [12, 15, 18, 20, 24, 25, 30, 36, 40],
  );
  const secondQuantity = random.pick([4, 5, 6, 8, 10]);
  const short = Math.floor(quantity * 0.6);
  const { decimals } = locale.money;
  const money = (amount: number): string => formatMoney(amount, locale.money);
  const round = (amount: number): number => roundMoney(amount, decimals);

  const subtotal = round(first.price * quantity);
  const secondSubtotal = round(second.price * secondQuantity);
  const both = round(subtotal + secondSubtotal);
  const discounted = round(first.price * 0.95);
  const discountedSubtotal = round(discounted * quantity);
  const taxOn = (net: number): number => round(net * locale.taxRate);
  const order = numbering.take('order', at);

  return new Map([
    ['product', first.name],
    ['sku', first.sku],
    ['unit', first.unit],
    ['holds', first.holds],
    ['qty', String(quantity)],
    ['price', money(first.price)],
    ['subtotal', money(subtotal)],
    ['tax', money(taxOn(subtotal))],
    ['total', money(round(subtotal + taxOn(subtotal)))],
    ['product2', second.name],
    ['sku2', second.sku],
    ['unit2', second.unit],
    ['qty2', String(secondQuantity)],
    ['price2', money(second.price)],
    ['subtotal2', money(secondSubtotal)],
    ['bothNet', money(both)],
    ['bothTax', money(taxOn(both))],
    ['bothTotal', money(round(both + taxOn(both)))],
    ['lessPrice', money(discounted)],
    ['lessSubtotal', money(discountedSubtotal)],
    ['lessTotal', money(round(discountedSubtotal + taxOn(discountedSubtotal)))],
    ['short', String(short)],
    ['rest', String(quantity - short)],
    ['stock', String(quantity + random.between(11, 140))],
    ['bad', String(random.between(2, 5))],
    ['order', `NW-${order}`],
    ['quote', `${locale.quotePrefix}${numbering.take('quote', at)}`],
    ['invoice', `${locale.invoicePrefix}${numbering.take('invoice', at)}`],
    ['carrier', carrier.name],
    ['tracking', `${carrier.trackingPrefix}${numbering.take('tracking', at)}`],
    ['po', `45000${random.between(11_000, 98_900)}`],
    ['gate', String(random.between(1, 6))],
  ]);
}
