import { bareWord } from '../../format/bare-word.ts';
import type { OrderContent } from '../../contract/order.ts';

/** What a column of a file of orders holds. */
export type OrderColumn =
  | 'order'
  | 'phone'
  | 'customer'
  | 'status'
  | 'currency'
  | 'total'
  | 'placedOn'
  | 'promisedOn'
  | 'sku'
  | 'article'
  | 'quantity'
  | 'price';

/* How columns are called in English, German, Spanish, French and Portuguese, without signs and spaces. */
const COLUMNS: Readonly<Record<OrderColumn, readonly string[]>> = {
  order:
    'order ordernumber orderno orderid auftrag auftragsnummer bestellung bestellnummer pedido numerodepedido commande numerodecommande encomenda'.split(
      ' ',
    ),
  phone: 'phone mobile whatsapp telefon handy telefono movil telephone telefone celular'.split(' '),
  customer:
    'customer customernumber customerid externalid kunde kundennummer cliente numerodecliente client numeroclient codigocliente'.split(
      ' ',
    ),
  status: 'status state estado statut etat zustand'.split(' '),
  currency: 'currency wahrung moneda devise moeda'.split(' '),
  total: 'total amount summe gesamt betrag importe montant valor'.split(' '),
  placedOn: 'date orderdate placedon datum bestelldatum fecha datecommande data'.split(' '),
  promisedOn:
    'promisedon deliverydate liefertermin lieferdatum entrega fechaentrega livraison'.split(' '),
  sku: 'sku item itemnumber articlenumber artikelnummer artikel referencia reference codigo'.split(
    ' ',
  ),
  article: 'article name itemname description bezeichnung descripcion designation descricao'.split(
    ' ',
  ),
  quantity: 'quantity qty menge anzahl cantidad quantite quantidade'.split(' '),
  price: 'price unitprice preis einzelpreis precio preciounitario prix prixunitaire preco'.split(
    ' ',
  ),
};

const STATUS = new Map<string, OrderContent['status']>([
  ...'open new offen neu abierto nuevo ouvert nouveau aberto novo'
    .split(' ')
    .map((word) => [word, 'open'] as const),
  ...'confirmed bestatigt confirmado confirme'
    .split(' ')
    .map((word) => [word, 'confirmed'] as const),
  ...'shipped versandt versendet enviado expedie'
    .split(' ')
    .map((word) => [word, 'shipped'] as const),
  ...'delivered geliefert zugestellt entregado livre entregue'
    .split(' ')
    .map((word) => [word, 'delivered'] as const),
  ...'cancelled canceled storniert cancelado anule annule'
    .split(' ')
    .map((word) => [word, 'cancelled'] as const),
]);

/** What is wrong with a row; the whole order is then left out. */
export interface OrderFault {
  /** From 1, the line of names not counted. */
  readonly row: number;
  readonly why:
    | 'no_order'
    | 'no_customer'
    | 'bad_phone'
    | 'bad_status'
    | 'bad_currency'
    | 'bad_day'
    | 'bad_amount'
    | 'no_quantity'
    | 'no_price'
    | 'two_customers'
    | 'too_many_lines';
  /** What stands there. */
  readonly value: string;
}

/** An order of a file, and whose it is. */
export interface FileOrder extends Omit<OrderContent, 'shipments' | 'invoices'> {
  readonly externalId: string;
  readonly contact: { readonly phone: string } | { readonly externalId: string };
}

const MOST_LINES = 500;
const MICROS = 1_000_000;

/** What the columns hold, by their names; each once, null where nothing fits. */
export function orderColumns(header: readonly string[]): readonly (OrderColumn | null)[] {
  const used = new Set<string>();
  return header.map((name) => {
    const found = Object.entries(COLUMNS).find(
      ([column, names]) => !used.has(column) && names.includes(bareWord(name)),
    );
    if (found === undefined || !isColumn(found[0])) return null;
    used.add(found[0]);
    return found[0];
  });
}

function isColumn(word: string): word is OrderColumn {
  return Object.hasOwn(COLUMNS, word);
}

/**
 * A number as people of either habit write it: the last of `.` and `,` is the decimal sign.
 *
 * @returns null where it is none, or where one sign with three digits after it could mean either
 */
export function readAmount(text: string): number | null {
  const written = text.replaceAll(/[\s'’]/gu, '');
  if (!/^-?\d+(?:[.,]\d+)*$/.test(written)) return null;
  const last = Math.max(written.lastIndexOf('.'), written.lastIndexOf(','));
  if (last < 0) return Number(written);
  const sign = written.charAt(last);
  const whole = written.slice(0, last);
  const signs = whole.replaceAll(/[-\d]/g, '');
  // 1.234 may be one and a bit, or more than a thousand.
  const isOneSign = signs === '' || new Set(signs + sign).size === 1;
  if (isOneSign && written.length - last === 4) return null;
  if (signs.includes(sign)) return null;
  return Number(`${whole.replaceAll(/[.,]/g, '')}.${written.slice(last + 1)}`);
}

/** A day as `2026-03-02` or `2.3.2026`; with slashes it could mean either of two. */
export function readDay(text: string): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$/.exec(text);
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  const parts = iso?.slice(1, 4) ?? dotted?.slice(1, 4).toReversed();
  if (parts === undefined) return null;
  const day = parts.map((part) => part.padStart(2, '0')).join('-');
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day ? null : day;
}

export interface OrderFileOptions {
  /** ISO 4217, of orders without one. */
  readonly currency: string;
  /** A day, of orders without one. */
  readonly today: string;
  /** A number in any spelling as E.164; null: it is none. */
  readonly phone: (text: string) => string | null;
}

/**
 * The orders of a file. Rows with one number are the lines of one order, wherever they stand; what
 * holds for the whole order is taken from the first that says it. An order with a fault is left out.
 */
export function readOrders(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  options: OrderFileOptions,
): { readonly orders: readonly FileOrder[]; readonly faults: readonly OrderFault[] } {
  const columns = orderColumns(header);
  const faults: OrderFault[] = [];
  const found = new Map<string, Map<OrderColumn, string>[]>();
  const places = new Map<string, number[]>();
  for (const [place, cells] of rows.entries()) {
    const row = new Map<OrderColumn, string>();
    for (const [at, column] of columns.entries()) {
      const cell = (cells[at] ?? '').trim();
      if (column !== null && cell !== '') row.set(column, cell);
    }
    const number = row.get('order')?.slice(0, 128);
    if (number === undefined) {
      faults.push({ row: place + 1, why: 'no_order', value: '' });
      continue;
    }
    found.set(number, [...(found.get(number) ?? []), row]);
    places.set(number, [...(places.get(number) ?? []), place + 1]);
  }
  const orders: FileOrder[] = [];
  for (const [number, lines] of found) {
    const read = orderOf(number, lines, places.get(number) ?? [], options);
    if ('why' in read) faults.push(read);
    else orders.push(read);
  }
  return { orders, faults: faults.toSorted((one, other) => one.row - other.row) };
}

function orderOf(
  number: string,
  rows: readonly ReadonlyMap<OrderColumn, string>[],
  places: readonly number[],
  options: OrderFileOptions,
): FileOrder | OrderFault {
  const [firstPlace = 1] = places;
  const fault = (why: OrderFault['why'], value = '', row = firstPlace): OrderFault => ({
    row,
    why,
    value,
  });
  const all = (column: OrderColumn) => rows.flatMap((row) => row.get(column) ?? []);
  const first = (column: OrderColumn) => all(column)[0];
  const [phone, customer] = [first('phone'), first('customer')];
  if (new Set(all('customer')).size > 1) return fault('two_customers', all('customer').join(', '));
  if (phone === undefined && customer === undefined) return fault('no_customer');
  const reached = phone === undefined ? null : options.phone(phone);
  if (customer === undefined && reached === null) return fault('bad_phone', phone);
  const status = STATUS.get(bareWord(first('status') ?? 'open'));
  if (status === undefined) return fault('bad_status', first('status'));
  const currency = (first('currency') ?? options.currency).toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) return fault('bad_currency', currency);
  const placedOn = readDay(first('placedOn') ?? options.today);
  if (placedOn === null) return fault('bad_day', first('placedOn'));
  const promised = first('promisedOn');
  const promisedOn = promised === undefined ? null : readDay(promised);
  if (promised !== undefined && promisedOn === null) return fault('bad_day', promised);
  const lines: FileOrder['lines'][number][] = [];
  for (const [at, row] of rows.entries()) {
    const line = lineOf(row);
    if (line === null) continue;
    if ('why' in line) return fault(line.why, line.value, places[at]);
    lines.push(line);
  }
  if (lines.length > MOST_LINES) return fault('too_many_lines', String(lines.length));
  const total = first('total');
  const amount = total === undefined ? null : readAmount(total);
  if (total !== undefined && amount === null) return fault('bad_amount', total);
  const sum = lines.reduce((before, line) => before + line.quantity * line.priceMicros, 0);
  return {
    externalId: number,
    number,
    contact: customer === undefined ? { phone: reached ?? '' } : { externalId: customer },
    status,
    currency,
    totalMicros: Math.round(amount === null ? sum : amount * MICROS),
    placedOn,
    promisedOn,
    lines,
  };
}

/** What a row says of an article; null: nothing, as with a row for the order as a whole. */
function lineOf(
  row: ReadonlyMap<OrderColumn, string>,
): FileOrder['lines'][number] | Pick<OrderFault, 'why' | 'value'> | null {
  const sku = row.get('sku') ?? row.get('article');
  if (sku === undefined) return null;
  const [quantity, price] = [row.get('quantity'), row.get('price')];
  if (quantity === undefined) return { why: 'no_quantity', value: sku };
  if (price === undefined) return { why: 'no_price', value: sku };
  const [count, each] = [readAmount(quantity), readAmount(price)];
  if (count === null || count <= 0) return { why: 'bad_amount', value: quantity };
  if (each === null) return { why: 'bad_amount', value: price };
  return {
    sku: sku.slice(0, 128),
    name: (row.get('article') ?? sku).slice(0, 256),
    quantity: count,
    priceMicros: Math.round(each * MICROS),
  };
}
