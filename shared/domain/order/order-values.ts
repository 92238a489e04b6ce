import type { OrderValueKey } from '../../contract/automation.ts';
import type { OrderContent } from '../../contract/order.ts';
import { dayInWords, money } from './order-formats.ts';

export interface OrderValue {
  readonly key: OrderValueKey;
  readonly text: string;
}

/** The language of a template, as `Intl` calls it; English where it knows no such language. */
export function localeOfTemplate(language: string): string {
  const tag = language.replaceAll('_', '-');
  try {
    return Intl.DateTimeFormat.supportedLocalesOf([tag])[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/**
 * What is known of an order, as the customer reads it. What the ERP did not tell is not in it: that
 * has to be written by hand. Of several shipments the last is taken that has a tracking number, of
 * several invoices the last that is to be paid.
 *
 * @param locale the customer's
 */
export function orderValues(order: OrderContent, locale: string): readonly OrderValue[] {
  const sent =
    order.shipments.findLast(({ trackingNumber }) => trackingNumber !== null) ??
    order.shipments.at(-1);
  const bills = order.invoices.filter(({ state }) => state !== 'cancelled');
  const bill = bills.findLast(({ state }) => state === 'due' || state === 'open') ?? bills.at(-1);
  const day = (value: string | null | undefined) =>
    value === null || value === undefined ? null : dayInWords(value, locale);
  const all: readonly (readonly [OrderValueKey, string | null | undefined])[] = [
    ['order.number', order.number],
    ['order.total', money(order.totalMicros, order.currency, locale)],
    ['order.placedOn', day(order.placedOn)],
    ['order.promisedOn', day(order.promisedOn)],
    ['shipment.trackingNumber', sent?.trackingNumber],
    ['shipment.trackingUrl', sent?.trackingUrl],
    ['shipment.carrier', sent?.carrier],
    ['shipment.expectedOn', day(sent?.expectedOn)],
    ['invoice.number', bill?.number],
    ['invoice.amount', bill && money(bill.amountMicros, order.currency, locale)],
    ['invoice.dueOn', day(bill?.dueOn)],
  ];
  return all.flatMap(([key, text]) => (text === null || text === undefined ? [] : [{ key, text }]));
}
