import { ORDER_VALUE_KEYS, type VariableSource } from '../../../../shared/contract/automation.ts';
import type { OrderEventKind } from '../../../../shared/contract/order.ts';

/** What can be chosen for a variable, as the value of a list. */
export type SourceChoice =
  'none' | 'text' | 'contact.name' | 'contact.company' | (typeof ORDER_VALUE_KEYS)[number];

/** What can stand for a variable when this happens. */
export function choicesFor(event: OrderEventKind): readonly SourceChoice[] {
  const ofOrder = ORDER_VALUE_KEYS.filter(
    (key) => event === 'out_of_stock' || !key.startsWith('article.'),
  );
  return ['none', ...ofOrder, 'contact.name', 'contact.company', 'text'];
}

/** A source as the value of a list; undefined: nothing is chosen. */
export function choiceOf(source: VariableSource | undefined): SourceChoice {
  if (source === undefined) return 'none';
  if (source.from === 'text') return 'text';
  return source.from === 'order' ? source.key : `contact.${source.key}`;
}

/**
 * The source of a choice; null: nothing.
 *
 * @param text what was written before, where it is the words themselves
 */
export function sourceOf(choice: SourceChoice, text: string): VariableSource | null {
  if (choice === 'none') return null;
  if (choice === 'text') return { from: 'text', text };
  if (choice === 'contact.name') return { from: 'contact', key: 'name' };
  if (choice === 'contact.company') return { from: 'contact', key: 'company' };
  return { from: 'order', key: choice };
}

/** By which words of its name a variable is recognised; the first that fits counts. */
const HINTS: readonly (readonly [RegExp, SourceChoice])[] = [
  [/track.*(url|link)|(url|link)/, 'shipment.trackingUrl'],
  [/track/, 'shipment.trackingNumber'],
  [/carrier|courier/, 'shipment.carrier'],
  [/invoice.*(amount|total|sum)/, 'invoice.amount'],
  [/due/, 'invoice.dueOn'],
  [/invoice/, 'invoice.number'],
  [/(article|product|item).*(code|sku|number)|sku/, 'article.sku'],
  [/article|product|item/, 'article.name'],
  [/company/, 'contact.company'],
  [/(contact|customer|first|full)?_?name/, 'contact.name'],
  [/total|amount/, 'order.total'],
  [/deliver|promis|expected|eta|date|day/, 'order.promisedOn'],
  [/order/, 'order.number'],
];

/** What a variable probably stands for, by its name; null: nobody knows. */
export function guessSource(name: string, event: OrderEventKind): VariableSource | null {
  const words = name.toLowerCase();
  const offered = new Set(choicesFor(event));
  const hint = HINTS.find(([pattern, choice]) => pattern.test(words) && offered.has(choice));
  return hint === undefined ? null : sourceOf(hint[1], '');
}
